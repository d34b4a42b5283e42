#include "tools/frames/pose.h"

#include <algorithm>
#include <cmath>

namespace clearway::frames {
namespace {

// How much of the time goes into coming, and as much into going.
constexpr double kShareOfTravel = 0.22;

cv::Matx33d Rotation(const Pose& pose) {
  const double cr = std::cos(pose.roll), sr = std::sin(pose.roll);
  const double ct = std::cos(pose.tilt), st = std::sin(pose.tilt);
  const double cy = std::cos(pose.turn), sy = std::sin(pose.turn);
  const cv::Matx33d roll(cr, -sr, 0, sr, cr, 0, 0, 0, 1);
  const cv::Matx33d tilt(1, 0, 0, 0, ct, -st, 0, -st, -ct);
  const cv::Matx33d turn(cy, 0, sy, 0, 1, 0, -sy, 0, cy);
  return turn * tilt * roll;
}

// From 0 to 1 without a jerk at either end.
double Smooth(double share) {
  const double s = std::clamp(share, 0.0, 1.0);
  return s * s * (3 - 2 * s);
}

Pose Between(const Pose& from, const Pose& to, double share) {
  const auto mix = [share](double a, double b) { return a + (b - a) * share; };
  return {.place = from.place + (to.place - from.place) * share,
          .roll = mix(from.roll, to.roll),
          .tilt = mix(from.tilt, to.tilt),
          .turn = mix(from.turn, to.turn)};
}

}  // namespace

std::array<cv::Point2f, 4> Lens::Project(const Pose& pose, cv::Size2d size) const {
  const cv::Matx33d rotation = Rotation(pose);
  const double w = size.width / 2;
  const double h = size.height / 2;
  const std::array<cv::Vec3d, 4> corners = {cv::Vec3d(-w, -h, 0), cv::Vec3d(w, -h, 0),
                                            cv::Vec3d(w, h, 0), cv::Vec3d(-w, h, 0)};
  std::array<cv::Point2f, 4> places;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const cv::Vec3d point = rotation * corners[i] + pose.place;
    const double depth = std::max(point[2], 20.0);
    places[i] = {static_cast<float>(picture_.width / 2.0 + focal_ * point[0] / depth),
                 static_cast<float>(picture_.height / 2.0 + focal_ * point[1] / depth)};
  }
  return places;
}

HandMotion::HandMotion(double seconds, std::uint64_t seed) : seconds_(seconds) {
  cv::RNG random(seed * 0x9e3779b97f4a7c15ULL + 1);
  held_ = {.place = {random.uniform(-10.0, 10.0), random.uniform(-6.0, 6.0),
                     random.uniform(158.0, 176.0)},
           .roll = random.uniform(-0.14, 0.14),
           .tilt = random.uniform(-0.16, 0.16),
           .turn = random.uniform(-0.16, 0.16)};
  away_ = {.place = {random.uniform(-60.0, 90.0), 260, 290},
           .roll = held_.roll + random.uniform(-0.5, 0.5),
           .tilt = 0.5,
           .turn = held_.turn};
  phases_ = {random.uniform(0.0, 6.28), random.uniform(0.0, 6.28), random.uniform(0.0, 6.28)};
}

Pose HandMotion::At(double moment) const {
  const double travel = seconds_ * kShareOfTravel;
  const double share = std::min(moment, seconds_ - moment) / travel;
  Pose pose = Between(away_, held_, Smooth(share));
  // A hand's tremor and sway: some millimetres, about one to three times a second.
  pose.place += cv::Vec3d(1.6 * std::sin(6.1 * moment + phases_[0]),
                          1.3 * std::sin(8.3 * moment + phases_[1]),
                          2.5 * std::sin(3.7 * moment + phases_[2]));
  pose.roll += 0.02 * std::sin(4.9 * moment + phases_[1]);
  pose.turn += 0.03 * std::sin(3.1 * moment + phases_[0]);
  return pose;
}

}  // namespace clearway::frames
