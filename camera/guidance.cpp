#include "camera/guidance.h"

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
// Neighbours in a sharp code differ by about a tenth of its contrast or more; smeared ones by less.
constexpr double kSharp = 0.085;

double ShareAbove(const cv::Mat& grey, double level) {
  return cv::countNonZero(grey > level) / static_cast<double>(grey.total());
}

}  // namespace

Guidance Advise(const cv::Mat& grey, const std::vector<Candidate>& candidates) {
  if (cv::mean(grey)[0] < kDark && ShareAbove(grey, kBright) < kLeastBrightShare)
    return Guidance::kTooDark;
  if (ShareAbove(grey, kWashedOut) > kMostWashedOut) return Guidance::kTooBright;
  if (candidates.empty()) return Guidance::kNone;
  const Candidate& likeliest = candidates.front();
  const double side = std::min(likeliest.box.width, likeliest.box.height);
  if (side < kReadableShare * grey.rows) return Guidance::kCloser;
  if (likeliest.detail < kSharp * likeliest.contrast) return Guidance::kHoldStill;
  return Guidance::kNone;
}

}  // namespace clearway::camera
