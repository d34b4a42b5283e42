#include "tools/frames/sheet_surface.h"

#include <cmath>
#include <tuple>

namespace clearway::frames {
namespace {

constexpr float kMissed = 1e4F;

cv::Matx33d TurnAbout(const cv::Vec3d& axis, double angle) {
  const double c = std::cos(angle), s = std::sin(angle), k = 1 - c;
  const auto [x, y, z] = std::tuple(axis[0], axis[1], axis[2]);
  return {c + x * x * k,     x * y * k - z * s, x * z * k + y * s, y * x * k + z * s, c + y * y * k,
          y * z * k - x * s, z * x * k - y * s, z * y * k + x * s, c + z * z * k};
}

// A ray meets the sheet in a frame whose first axis is the cylinder's and whose third points away
// from the lens.
cv::Point2d Meet(const cv::Vec3d& from, const cv::Vec3d& way, double bend) {
  if (bend < 1e-3) {
    const double t = -from[2] / way[2];
    return {from[0] + t * way[0], from[1] + t * way[1]};
  }
  const double radius = 1 / bend;
  const double depth = from[2] - radius;  // from the cylinder's axis
  const double a = way[1] * way[1] + way[2] * way[2];
  const double b = from[1] * way[1] + depth * way[2];
  const double c = from[1] * from[1] + depth * depth - radius * radius;
  const double root = b * b - a * c;
  if (root < 0) return {kMissed, kMissed};
  const double t = (-b - std::sqrt(root)) / a;
  return {from[0] + t * way[0], radius * std::atan2(from[1] + t * way[1], -(depth + t * way[2]))};
}

}  // namespace

SheetMaps MapSheet(const SheetPose& pose, const cv::Rect& part, double pixel) {
  const cv::Matx33d tilt =
      TurnAbout({std::cos(pose.tilt_axis), std::sin(pose.tilt_axis), 0}, pose.tilt);
  const cv::Matx33d turn = TurnAbout({0, 0, 1}, pose.turn);
  const cv::Matx33d bend = TurnAbout({0, 0, 1}, pose.bend_axis);
  const cv::Matx33d to_sheet = (tilt * turn * bend).t();
  const cv::Vec3d lens = to_sheet * cv::Vec3d(0, 0, -pose.distance);
  const cv::Size size(static_cast<int>(part.width / pixel), static_cast<int>(part.height / pixel));
  SheetMaps maps{cv::Mat1f(size), cv::Mat1f(size)};
  for (int j = 0; j < size.height; ++j) {
    for (int i = 0; i < size.width; ++i) {
      const cv::Vec3d ray((part.x + (i + 0.5) * pixel - pose.middle.x) / pose.focal.width,
                          (part.y + (j + 0.5) * pixel - pose.middle.y) / pose.focal.height, 1);
      const cv::Point2d met = Meet(lens, to_sheet * ray, pose.bend);
      const cv::Vec3d place = bend * cv::Vec3d(met.x, met.y, 0);
      maps.x(j, i) = static_cast<float>(place[0]);
      maps.y(j, i) = static_cast<float>(place[1]);
    }
  }
  return maps;
}

}  // namespace clearway::frames
