#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <opencv2/imgproc.hpp>

#include "camera/reader.h"
#include "tests/unit/camera/made_pictures.h"

// Frames made to cost the reader as much as they can, beside ordinary ones in the same run, in
// processor time: what else runs on the machine does not count.
namespace clearway::camera {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBudget{80};       // as the reading loop gives it...
constexpr double kBudgetInOrdinary = 20;  // ...and what that is in ordinary frames, for builds
                                          // where sanitizers slow everything down alike
const cv::Size kSize(1920, 1080);
// The worst of these took 13 times an ordinary frame, 53 ms, when this was written.
constexpr double kMostTimesOrdinary = 30;

double ProcessorMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// The lesser of two, as something else may have emptied the caches.
double CostOf(Reader& reader, const cv::Mat& picture, milliseconds budget = kBudget) {
  const auto frame = FrameOf(picture);
  double least = 1e9;
  for (int i = 0; i < 2; ++i) {
    const double begun = ProcessorMilliseconds();
    (void)reader.Read(*frame, {.budget = budget, .thorough = false});
    least = std::min(least, ProcessorMilliseconds() - begun);
  }
  return least;
}

cv::Mat CodeInAHall() {
  cv::Mat frame(kSize, CV_8UC1, cv::Scalar(130));
  const cv::Mat code = CodePicture(CertificateLikeText(1), 6);
  code.copyTo(frame(cv::Rect((kSize - code.size()) / 2, code.size())));
  return frame;
}

// Finder patterns everywhere: every three of them could be a code.
cv::Mat FinderPatterns(int module, int pitch) {
  cv::Mat frame(kSize, CV_8UC1, cv::Scalar(255));
  const int step = pitch * module;
  for (int y = 0; y + step <= kSize.height; y += step) {
    for (int x = 0; x + step <= kSize.width; x += step) {
      for (const auto& [inset, shade] : {std::pair(0, 0), std::pair(1, 255), std::pair(2, 0)}) {
        const int side = (7 - 2 * inset) * module;
        frame(cv::Rect(x + inset * module, y + inset * module, side, side)) = shade;
      }
    }
  }
  return frame;
}

// All of the picture is the inside of a code.
cv::Mat Modules(int module) {
  cv::Mat modules(kSize / module + cv::Size(1, 1), CV_8UC1);
  cv::randu(modules, 0, 2);
  modules *= 255;
  cv::Mat frame;
  cv::resize(modules, frame, modules.size() * module, 0, 0, cv::INTER_NEAREST);
  return frame(cv::Rect({0, 0}, kSize)).clone();
}

// Every row crosses finder patterns without end.
cv::Mat Stripes(int module) {
  constexpr int kShades[] = {0, 255, 0, 0, 0, 255, 0, 255};
  cv::Mat frame(kSize, CV_8UC1);
  for (int x = 0; x < kSize.width; ++x) frame.col(x).setTo(kShades[x / module % 8]);
  return frame;
}

TEST(SlowFrames, cost_no_more_than_so_many_ordinary_ones) {
  Reader reader;
  constexpr milliseconds kEnough{10'000};
  (void)CostOf(reader, CodeInAHall(), kEnough);
  const double ordinary = std::max(CostOf(reader, CodeInAHall(), kEnough),
                                   CostOf(reader, cv::Mat(kSize, CV_8UC1, 130), kEnough));
  const milliseconds budget =
      CLEARWAY_SLOW_BUILD ? milliseconds(static_cast<int>(kBudgetInOrdinary * ordinary)) : kBudget;
  const std::pair<const char*, cv::Mat> frames[] = {
      {"finder patterns side by side", FinderPatterns(3, 8)},
      {"large finder patterns", FinderPatterns(6, 8)},
      {"finder patterns as far apart as a code's", FinderPatterns(3, 20)},
      {"nothing but modules", Modules(3)},
      {"nothing but small modules", Modules(1)},
      {"stripes", Stripes(3)}};
  for (const auto& [name, frame] : frames)
    EXPECT_LT(CostOf(reader, frame, budget), kMostTimesOrdinary * ordinary) << name;
}

}  // namespace
}  // namespace clearway::camera
