#pragma once

#include <opencv2/core.hpp>
#include <deque>

namespace clearway::camera {

// A frame and its copies of half the size, a quarter and so on, made when first asked for. Small
// copies are quick to search, and less noisy.
class Pyramid {
 public:
  // `frame` must outlive the pyramid.
  explicit Pyramid(const cv::Mat1b& frame) : levels_{frame} {}

  // Level 0 is the frame; each next one has half the size.
  [[nodiscard]] const cv::Mat1b& Level(int level);
  [[nodiscard]] static float Scale(int level) { return 1.0F / static_cast<float>(1 << level); }
  // The smallest level at which so many frame pixels are still at least `wanted` pixels.
  [[nodiscard]] static int LevelFor(float pixels, float wanted);

 private:
  std::deque<cv::Mat1b> levels_;  // a deque: what was given out stays where it is
};

}  // namespace clearway::camera
