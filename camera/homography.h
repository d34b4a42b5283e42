#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace clearway::camera {

// A point of one plane, where it lies in another, and how much that is to be trusted.
struct Match {
  cv::Point2f from;
  cv::Point2f to;
  float weight = 1;
};

// The perspective map that fits the matches best, in the sense of least squares; four or more are
// needed. Nothing where they are too few, or nearly on a line.
[[nodiscard]] std::optional<cv::Matx33d> FitHomography(const std::vector<Match>& matches);

template <typename Number>
[[nodiscard]] cv::Point2f Map(const cv::Matx<Number, 3, 3>& h, cv::Point2f point) {
  const auto x = static_cast<Number>(point.x);
  const auto y = static_cast<Number>(point.y);
  const Number w = 1 / (h(2, 0) * x + h(2, 1) * y + h(2, 2));
  return {static_cast<float>((h(0, 0) * x + h(0, 1) * y + h(0, 2)) * w),
          static_cast<float>((h(1, 0) * x + h(1, 1) * y + h(1, 2)) * w)};
}

}  // namespace clearway::camera
