#pragma once

#include <opencv2/core.hpp>

#include "base/core/clock.h"
#include "hal/camera.h"

namespace clearway::camera {

// An eighth of the frame's width and height: enough to see a hand, and next to nothing to look at.
[[nodiscard]] cv::Mat1b Eighth(const hal::Frame& frame);

// Whether something moves before the camera. Light that changes everywhere alike is no movement.
class MotionWatch {
 public:
  // `eighth`: the pictures in turn, all of one size; another size begins anew.
  [[nodiscard]] bool Moves(const cv::Mat1b& eighth, Moment taken);
  // Begins anew, and overwrites what it kept.
  void Forget();

 private:
  cv::Mat1b reference_;
  Moment reference_taken_;
};

}  // namespace clearway::camera
