#pragma once

#include <array>

#include "camera/grid.h"

namespace clearway::camera {

// How a sheet that is wrapped around something round lies away from a flat one whose corners are
// the same: a bow of rows and of columns towards either side, and more room in the middle than at
// the edges. Good for a bottle, not for crumpled paper.
struct Curl {
  // Modules in the middle: rows across and along their direction, then columns, and what is nearer
  // to the middle than it would be, along rows and along columns.
  std::array<float, 6> amounts{};
  [[nodiscard]] cv::Point2f At(cv::Point2f module, float side) const;
  [[nodiscard]] Bend AsBend(int side) const;
};

}  // namespace clearway::camera
