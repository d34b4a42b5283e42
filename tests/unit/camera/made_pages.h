#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/encoding/mrz.h"
#include "hal/camera.h"
#include "tools/frames/travel_document.h"

// Data pages of made-up people, held to the camera.
namespace clearway::camera {

// The lines of a made-up person's zone; the same seed gives the same person.
[[nodiscard]] std::vector<std::string> ZoneLines(encoding::mrz::Format format, std::uint64_t seed);

// One page in a hand that is as still as hands are.
class HeldPage {
 public:
  // At 150 pixels an inch. `disturbance`'s size is not used.
  HeldPage(const std::vector<std::string>& lines, std::uint64_t seed,
           const frames::Disturbance& disturbance = {.noise = 1.5},
           const frames::Print& print = {});
  [[nodiscard]] std::shared_ptr<const hal::Frame> Next();
  [[nodiscard]] cv::Mat1b NextPicture();

 private:
  cv::RNG random_;
  frames::Card page_;
  cv::Size size_;
  frames::Disturbance disturbance_;
};

}  // namespace clearway::camera
