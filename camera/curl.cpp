#include "camera/curl.h"

namespace clearway::camera {
namespace {

constexpr int kPlaces = 13;  // between which a bow is straight enough

// 1 in the middle, 0 at the edges.
float Bow(float t) {
  return 4 * t * (1 - t);
}

// Towards the middle from both sides, at most 1.
float Gather(float t) {
  return 10.4F * t * (1 - t) * (1 - 2 * t);
}

}  // namespace

cv::Point2f Curl::At(cv::Point2f module, float side) const {
  const float x = module.x / side;
  const float y = module.y / side;
  return {amounts[0] * Bow(y) + amounts[1] * Bow(x) + amounts[4] * Gather(x),
          amounts[2] * Bow(x) + amounts[3] * Bow(y) + amounts[5] * Gather(y)};
}

Bend Curl::AsBend(int side) const {
  const auto whole = static_cast<float>(side);
  Bend bend;
  for (int i = 0; i < kPlaces; ++i)
    bend.places.push_back(whole * static_cast<float>(i) / (kPlaces - 1));
  for (const float y : bend.places) {
    for (const float x : bend.places) bend.offset.push_back(At({x, y}, whole));
  }
  return bend;
}

}  // namespace clearway::camera
