#pragma once

#include <opencv2/core.hpp>

namespace clearway::frames {

// Where a pinhole camera sees a sheet that may be bent around a cylinder. Lengths are in code
// sides.
struct SheetPose {
  cv::Point2d middle;    // pixels
  cv::Size2d focal;      // pixels, across and down: pixels need not be square
  double distance = 3;   // from the lens to the sheet's middle
  double tilt = 0;       // radians away from facing the lens,
  double tilt_axis = 0;  // about this direction
  double turn = 0;       // radians about the line of sight
  double bend = 0;       // radians a code's side
  double bend_axis = 0;  // the cylinder's direction on the sheet, radians
};

// For each pixel of a part of a picture, the place of the sheet that is seen there, as two maps of
// the part's size; far outside where the ray misses the sheet.
struct SheetMaps {
  cv::Mat1f x;
  cv::Mat1f y;
};
[[nodiscard]] SheetMaps MapSheet(const SheetPose& pose, const cv::Rect& part, double pixel = 1);

}  // namespace clearway::frames
