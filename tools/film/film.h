#pragma once

#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "base/core/result.h"

namespace clearway::film {

// What happens in a film: each text comes once, as a QR code on a phone's screen. Before them,
// where there is one, a passport.
struct Script {
  std::vector<std::string> texts;
  std::vector<std::string> passport;  // the lines of its machine-readable zone
  cv::Size size{1280, 720};
  int frames_per_second = 15;
  double seconds_a_code = 3;   // from coming into sight to going out of it
  double seconds_between = 1;  // of nothing but the hall, before, between and after
  double seconds_at_end = 0;   // of the hall, beside those
  std::uint64_t seed = 1;
};

using PictureSink = std::function<Status(const cv::Mat& picture)>;

// Draws the script's pictures one after the other (8-bit blue, green, red) and gives each to the
// sink; stops at the sink's first error. kInvalid: a text that no QR code holds; kNotFound: OCR-B
// is not installed.
[[nodiscard]] Status Play(const Script& script, const PictureSink& sink);

// The picture of the first thing as it is held to the glass.
[[nodiscard]] Result<cv::Mat> Still(const Script& script);

}  // namespace clearway::film
