#include "camera/pyramid.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace clearway::camera {

const cv::Mat1b& Pyramid::Level(int level) {
  while (levels_.size() <= static_cast<std::size_t>(level)) {
    const cv::Mat1b& last = levels_.back();
    // An odd last column or row is left out, so that pixels stay where they are.
    const cv::Size half(std::max(1, last.cols / 2), std::max(1, last.rows / 2));
    const cv::Rect even(0, 0, std::min(last.cols, 2 * half.width),
                        std::min(last.rows, 2 * half.height));
    cv::Mat1b next;
    cv::resize(last(even), next, half, 0, 0, cv::INTER_AREA);
    levels_.push_back(next);
  }
  return levels_[static_cast<std::size_t>(level)];
}

int Pyramid::LevelFor(float pixels, float wanted) {
  int level = 0;
  while (pixels * Scale(level + 1) >= wanted) ++level;
  return level;
}

}  // namespace clearway::camera
