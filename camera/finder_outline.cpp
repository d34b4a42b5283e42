#include "camera/finder_outline.h"

#include <bit>
#include <cmath>

namespace clearway::camera {
namespace {

constexpr int kLeastAxes = 6;

}  // namespace

void Outline::Add(int direction, cv::Point2f way, float radius) {
  ++count_;
  area_ += radius * radius;
  axes_ |= 1U << (direction % (kDirections / 2));
  // Of the area within: there is the more of it the farther out the edge is.
  const cv::Point2f edge = way * (radius * radius);
  moments_ += cv::Matx22f(edge.x * edge.x, edge.x * edge.y, edge.x * edge.y, edge.y * edge.y);
}

float Outline::module() const {
  // A square's area is its mean squared radius times pi; a finder pattern's side is seven modules.
  return std::sqrt(area_ / static_cast<float>(count_) * static_cast<float>(CV_PI)) / 7;
}

cv::Matx22f Outline::Shape() const {
  const float determinant = moments_(0, 0) * moments_(1, 1) - moments_(0, 1) * moments_(1, 0);
  if (std::popcount(axes_) < kLeastAxes || determinant <= 0) return cv::Matx22f::eye();
  const cv::Matx22f m = moments_ * (1 / std::sqrt(determinant));
  // The root of the area's moments, after Cayley and Hamilton for a determinant of one.
  return (m + cv::Matx22f::eye()) * (1 / std::sqrt(m(0, 0) + m(1, 1) + 2));
}

}  // namespace clearway::camera
