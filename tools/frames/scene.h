#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>

#include "tools/frames/phone.h"
#include "tools/frames/pose.h"

namespace clearway::frames {

// What the camera behind a kiosk's glass sees: an airport hall, out of focus, and now and then
// something held to the glass. The same seed gives the same pictures.
class Scene {
 public:
  Scene(cv::Size picture, std::uint64_t seed);

  // The next picture (blue, green, red) of the hall alone.
  [[nodiscard]] cv::Mat Empty();
  // The next picture, with the sheet at `pose`; `next_pose` is where it will be when the shutter
  // closes.
  [[nodiscard]] cv::Mat With(const Sheet& sheet, const Pose& pose, const Pose& next_pose);

 private:
  void AddSheet(cv::Mat& picture, const Sheet& sheet, const Pose& pose,
                const Pose& next_pose) const;
  void AddNoise(cv::Mat& picture);

  Lens lens_;
  cv::Mat hall_;
  cv::RNG random_;
  cv::Mat noise_;  // larger than a picture: each takes another part of it
};

}  // namespace clearway::frames
