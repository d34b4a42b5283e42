#include "camera/motion.h"

#include <algorithm>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "base/core/wipe.h"

namespace clearway::camera {
namespace {

constexpr int kHalves = 3;
// A picture is compared with one of at least this long ago, so that a slow hand adds up.
constexpr std::chrono::milliseconds kAgo{180};
// Grey levels that are no noise, where each pixel is the mean of 64.
constexpr int kStep = 14;
constexpr int kSensorsEnd = 250;
constexpr int kNearlyThere = 200;
// A hand's share of the picture as it comes in.
constexpr double kLeastShare = 0.004;

// `expected`: what the pixel would be now, had nothing but the light changed.
bool Changed(int now, int before, int expected) {
  // Of a pixel at the sensor's end nobody knows how bright it is.
  if (before >= kSensorsEnd || (now >= kSensorsEnd && expected >= kNearlyThere)) return false;
  return std::abs(now - expected) > kStep;
}

int CountChanged(const cv::Mat1b& now, const cv::Mat1b& before) {
  // How much lighter all of it became, in 1/256.
  const double lighter = (cv::mean(now)[0] + 1) / (cv::mean(before)[0] + 1);
  const int gain = static_cast<int>(std::clamp(lighter, 0.25, 4.0) * 256);
  int changed = 0;
  for (int y = 0; y < now.rows; ++y) {
    const std::uint8_t* a = now[y];
    const std::uint8_t* b = before[y];
    for (int x = 0; x < now.cols; ++x)
      changed += Changed(a[x], b[x], std::min(255, (b[x] * gain) >> 8)) ? 1 : 0;
  }
  return changed;
}

}  // namespace

cv::Mat1b Eighth(const hal::Frame& frame) {
  // OpenCV has no view of constant memory; nothing here writes to it.
  const cv::Mat1b grey(frame.height, frame.width, const_cast<std::uint8_t*>(frame.luma().data()),
                       static_cast<std::size_t>(frame.stride));
  cv::Mat1b small = grey;
  // Three halves are six times as quick as one eighth: for halves OpenCV has vector code.
  for (int i = 0; i < kHalves; ++i) {
    cv::Mat1b half;
    const cv::Size size(std::max(1, small.cols / 2), std::max(1, small.rows / 2));
    cv::resize(small, half, size, 0, 0, cv::INTER_AREA);
    small = half;
  }
  return small;
}

bool MotionWatch::Moves(const cv::Mat1b& eighth, Moment taken) {
  const bool comparable = eighth.size() == reference_.size();
  const double changed = comparable ? CountChanged(eighth, reference_) : 0;
  if (!comparable || taken - reference_taken_ >= kAgo || taken < reference_taken_) {
    eighth.copyTo(reference_);
    reference_taken_ = taken;
  }
  return changed > kLeastShare * static_cast<double>(eighth.total());
}

void MotionWatch::Forget() {
  Wipe(reference_.data, reference_.total());
  reference_.release();
}

}  // namespace clearway::camera
