#include "camera/guidance.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace clearway::camera {
namespace {

// A picture darker than this on average, with hardly a bright pixel, shows nothing.
constexpr double kDark = 28;
constexpr double kBright = 90;
constexpr double kLeastBrightShare = 0.01;
// Pixels at the sensor's end: that share of the picture washed out means too much light.
constexpr double kWashedOut = 250;
constexpr double kMostWashedOut = 0.6;
// A code smaller than this share of the picture's height has modules of too few pixels.
constexpr double kReadableShare = 0.28;
// From one pixel to the next a sharp edge goes a good part of the way from black to white; where
// even the steepest go less than this, the edges are smeared over many pixels.
constexpr double kSharpStep = 0.2;
constexpr double kSteepest = 0.97;  // of all steps in a code, so many are less steep
// Of a symbol's modules: more of them hidden, and error correction is at its end.
constexpr float kMostHidden = 0.08F;
// A square that looks this much shorter one way than the other faces some 45 degrees away.
constexpr double kMostForeshortened = 0.7;
constexpr double kLeastModule = 2.5;  // pixels

double ShareAbove(const cv::Mat& grey, double level) {
  return cv::countNonZero(grey > level) / static_cast<double>(grey.total());
}

// The value that this share of the pixels does not exceed.
int Quantile(const cv::Mat& grey, double share) {
  std::array<int, 256> counts{};
  for (int y = 0; y < grey.rows; ++y) {
    const auto* row = grey.ptr<std::uint8_t>(y);
    for (int x = 0; x < grey.cols; ++x) ++counts[row[x]];
  }
  const double wanted = share * static_cast<double>(grey.total());
  int below = 0;
  for (int value = 0; value < 256; ++value) {
    below += counts[static_cast<std::size_t>(value)];
    if (below >= wanted) return value;
  }
  return 255;
}

int SteepestStep(const cv::Mat& part, cv::Point direction) {
  const cv::Rect inner(0, 0, part.cols - 1, part.rows - 1);
  cv::Mat step;
  cv::absdiff(part(inner), part(inner + direction), step);
  return Quantile(step, kSteepest);
}

// Smeared across, down, or both ways.
bool IsSmeared(const cv::Mat& part) {
  const double contrast = Quantile(part, 0.95) - Quantile(part, 0.05);
  const int step = std::min(SteepestStep(part, {1, 0}), SteepestStep(part, {0, 1}));
  return step < kSharpStep * contrast;
}

// A symbol that is not read although its place is known.
Guidance AdviseOn(const Sighting& sighting, cv::Size picture) {
  const auto& c = sighting.corners;
  const cv::Rect2f inside(0, 0, static_cast<float>(picture.width),
                          static_cast<float>(picture.height));
  if (!std::ranges::all_of(c, [&](cv::Point2f corner) { return inside.contains(corner); }))
    return Guidance::kFurther;
  if (sighting.hidden > kMostHidden) return Guidance::kGlare;
  const double across = (cv::norm(c[1] - c[0]) + cv::norm(c[2] - c[3])) / 2;
  const double down = (cv::norm(c[3] - c[0]) + cv::norm(c[2] - c[1])) / 2;
  if (std::min(across, down) < kMostForeshortened * std::max(across, down))
    return Guidance::kStraighten;
  if (std::min(across, down) < kLeastModule * sighting.side) return Guidance::kCloser;
  return Guidance::kHoldStill;
}

}  // namespace

Guidance Advise(const cv::Mat& grey, const std::vector<Candidate>& candidates,
                const std::optional<Sighting>& sighting) {
  if (cv::mean(grey)[0] < kDark && ShareAbove(grey, kBright) < kLeastBrightShare)
    return Guidance::kTooDark;
  if (ShareAbove(grey, kWashedOut) > kMostWashedOut) return Guidance::kTooBright;
  if (sighting) return AdviseOn(*sighting, grey.size());
  if (candidates.empty()) return Guidance::kNone;
  const cv::Rect& box = candidates.front().box;
  if (std::min(box.width, box.height) < kReadableShare * grey.rows) return Guidance::kCloser;
  return IsSmeared(grey(box)) ? Guidance::kHoldStill : Guidance::kNone;
}

}  // namespace clearway::camera
