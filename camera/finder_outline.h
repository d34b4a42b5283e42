#pragma once

#include <opencv2/core.hpp>

namespace clearway::camera {

// Where a finder pattern's dark ring ends, in the directions in which it was seen.
class Outline {
 public:
  static constexpr int kDirections = 16;

  // Direction number `direction` leads `way`; the ring ends `radius` pixels out.
  void Add(int direction, cv::Point2f way, float radius);

  [[nodiscard]] float quality() const { return static_cast<float>(count_) / kDirections; }
  // Pixels, the mean of all directions. At least one must have been seen.
  [[nodiscard]] float module() const;
  // What tilt makes of a circle there, its area kept; a circle where too little was seen.
  [[nodiscard]] cv::Matx22f Shape() const;

 private:
  int count_ = 0;
  float area_ = 0;
  unsigned axes_ = 0;  // a bit for each pair of opposite directions that was seen
  cv::Matx22f moments_ = cv::Matx22f::zeros();
};

}  // namespace clearway::camera
