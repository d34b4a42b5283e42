#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace clearway::frames {

// Where a thing is before the camera: its middle in millimetres (x right, y down, z away from the
// lens) and how it is turned, in radians.
struct Pose {
  cv::Vec3d place{0, 0, 200};
  double roll = 0;  // about the line of sight, clockwise
  double tilt = 0;  // top away from the lens
  double turn = 0;  // right side away from the lens
};

// A pinhole camera with the field of view of a usual kiosk camera, 60 degrees across.
class Lens {
 public:
  explicit Lens(cv::Size picture) : picture_(picture), focal_(0.866 * picture.width) {}
  [[nodiscard]] cv::Size picture() const { return picture_; }
  // Where a flat thing's four corners land, clockwise from its top left, in pixels. `size` in
  // millimetres.
  [[nodiscard]] std::array<cv::Point2f, 4> Project(const Pose& pose, cv::Size2d size) const;

 private:
  cv::Size picture_;
  double focal_;  // pixels
};

// A hand that brings something to the glass, holds it there as still as hands do, and takes it
// away.
class HandMotion {
 public:
  // `seconds` from out of sight to out of sight; hands differ by their seed.
  HandMotion(double seconds, std::uint64_t seed);
  // The pose `moment` seconds after the start.
  [[nodiscard]] Pose At(double moment) const;

 private:
  double seconds_;
  Pose held_;
  Pose away_;
  cv::Vec3d phases_;
};

}  // namespace clearway::frames
