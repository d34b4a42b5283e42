#pragma once

#include <opencv2/core.hpp>

namespace clearway::camera {

// Whether something that is held to the camera is washed out. Lamps and windows are always so: what
// counts is what was not while nobody was there.
class WashedOut {
 public:
  // `eighth`: see Eighth in motion.h; `at_rest`: nobody is there.
  [[nodiscard]] bool Sees(const cv::Mat1b& eighth, bool at_rest);

 private:
  double at_rest_ = 0;  // share of the picture
};

}  // namespace clearway::camera
