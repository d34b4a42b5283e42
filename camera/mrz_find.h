#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "camera/pyramid.h"

namespace clearway::camera {

// A long line of small dark marks in a frame: the middles of its ends, in the frame's pixels.
// `left` is the end with the smaller x.
struct TextLine {
  cv::Point2f left;
  cv::Point2f right;
  [[nodiscard]] cv::Point2f way() const { return right - left; }
  [[nodiscard]] cv::Point2f middle() const { return (left + right) * 0.5F; }
};

// Two or three lines, as a machine-readable zone has them: one below the other, alike long. In the
// order in which they lie in the frame; on a passport upside down that is the last line first.
using MrzBlock = std::vector<TextLine>;

// At most three, the longest first. Looks at the frame's small copies only, in any direction but
// the upright: lines that rise by more than 60 degrees are not looked for.
[[nodiscard]] std::vector<MrzBlock> FindMrzBlocks(Pyramid& pyramid);

}  // namespace clearway::camera
