#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>

#include "base/core/result.h"

namespace clearway::bench {

// A film as a kiosk's camera takes it at 30 frames a second: hands with cards and phones come and
// go, and an empty hall is between them.
struct LiveFilm {
  cv::Size size{1920, 1080};
  int hands = 4;
  int frames_a_hand = 60;
  int frames_between = 15;
  std::uint64_t seed = 1;
};

// Writes it as Motion JPEG.
[[nodiscard]] Status WriteLiveFilm(const std::string& path, const LiveFilm& film);

}  // namespace clearway::bench
