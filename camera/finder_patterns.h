#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace clearway::camera {

// A square of 3 dark modules within a light and a dark ring, as it marks three corners of a code.
struct FinderPattern {
  cv::Point2f centre;  // pixels
  float module = 0;    // pixels, the mean of all directions
  // What tilt makes of a circle there: its area stays.
  cv::Matx22f shape = cv::Matx22f::eye();
  bool negative = false;  // light on dark
  float quality = 0;  // 0 to 1: the share of directions in which the rings are as they should be
};

// The patterns in a picture of dark (255) and light (0), best first, at most 150. Modules may
// be 1.3 to some 20 pixels; rotation, tilt and shear do not matter, nor does a scratch.
[[nodiscard]] std::vector<FinderPattern> FindFinderPatterns(const cv::Mat1b& dark);

}  // namespace clearway::camera
