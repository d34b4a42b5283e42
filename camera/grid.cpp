#include "camera/grid.h"

#include <algorithm>
#include <iterator>

namespace clearway::camera {
namespace {

// Between which two places, and how far on from the first.
struct Between {
  std::size_t first = 0;
  std::size_t second = 0;
  float share = 0;
};

Between Find(const std::vector<float>& places, float at) {
  if (at <= places.front()) return {0, 0, 0};
  if (at >= places.back()) return {places.size() - 1, places.size() - 1, 0};
  const auto second =
      static_cast<std::size_t>(std::ranges::upper_bound(places, at) - places.begin());
  const float from = places[second - 1];
  return {second - 1, second, (at - from) / (places[second] - from)};
}

}  // namespace

cv::Point2f Bend::At(cv::Point2f module) const {
  const Between x = Find(places, module.x);
  const Between y = Find(places, module.y);
  const auto row = [&](std::size_t j) {
    const cv::Point2f* offsets = offset.data() + j * places.size();
    return offsets[x.first] * (1 - x.share) + offsets[x.second] * x.share;
  };
  return row(y.first) * (1 - y.share) + row(y.second) * y.share;
}

Bend Sum(const Bend& one, const Bend& other) {
  Bend sum;
  std::ranges::merge(one.places, other.places, std::back_inserter(sum.places));
  for (const float y : sum.places) {
    for (const float x : sum.places) sum.offset.push_back(one.At({x, y}) + other.At({x, y}));
  }
  return sum;
}

Grid Grid::With(const Bend& bend) const {
  Grid grid = *this;
  grid.bend_ = bend_.places.empty() ? bend : Sum(bend_, bend);
  return grid;
}

std::array<cv::Point2f, 4> Grid::Corners(int side) const {
  const auto s = static_cast<float>(side);
  return {(*this)({0, 0}), (*this)({s, 0}), (*this)({s, s}), (*this)({0, s})};
}

}  // namespace clearway::camera
