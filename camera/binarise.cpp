#include "camera/binarise.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace clearway::camera {
namespace {

// Extremes are sought in a picture of a quarter of the size, where there is less noise.
constexpr int kShrink = 4;
constexpr int kAround = 11;  // pixels of the shrunk picture
// Less than this between darkest and lightest is noise.
constexpr double kLeastContrast = 26;
// For sharpening, in pixels and as a factor.
constexpr double kSoft = 2;
constexpr double kRaise = 2;
constexpr int kMeanSide = 21;  // pixels
// Where edges are raised, this much of contrast is something, and so much beside noise.
constexpr double kFaintContrast = 8;
constexpr double kNoiseShare = 1.6;

// Columns and rows beyond a multiple are left out: means of whole squares are quick.
cv::Mat Shrunk(const cv::Mat1b& grey) {
  const cv::Size size(std::max(1, grey.cols / kShrink), std::max(1, grey.rows / kShrink));
  const cv::Rect whole({0, 0}, size * kShrink);
  cv::Mat small;
  cv::resize(grey(whole & cv::Rect({0, 0}, grey.size())), small, size, 0, 0, cv::INTER_AREA);
  return small;
}

// The darkest and the lightest around each pixel of the shrunk picture.
struct Extremes {
  cv::Mat darkest;
  cv::Mat lightest;
};

Extremes ExtremesOf(const cv::Mat1b& grey) {
  const cv::Mat small = Shrunk(grey);
  const cv::Mat square = cv::Mat::ones(kAround, kAround, CV_8U);
  Extremes extremes;
  cv::erode(small, extremes.darkest, square);
  cv::dilate(small, extremes.lightest, square);
  return extremes;
}

// One standard deviation, from how much the quieter pixels differ from all around them.
double NoiseOf(const cv::Mat1b& grey, const cv::Mat& soft) {
  constexpr int kEvery = 4;
  std::vector<int> steps;
  for (int y = 0; y < grey.rows; y += kEvery) {
    const std::uint8_t* sharp_row = grey[y];
    const auto* soft_row = soft.ptr<std::uint8_t>(y);
    for (int x = 0; x < grey.cols; x += kEvery)
      steps.push_back(std::abs(sharp_row[x] - soft_row[x]));
  }
  const auto quiet = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 3);
  std::ranges::nth_element(steps, quiet);
  return *quiet / 0.43;  // as a third of a normal distribution lies
}

}  // namespace

cv::Mat1b Binarise(const cv::Mat1b& grey) {
  const auto [darkest, lightest] = ExtremesOf(grey);
  const cv::Mat flat = lightest - darkest < kLeastContrast;
  cv::Mat middle;
  cv::addWeighted(darkest, 0.5, lightest, 0.5, 0, middle);
  cv::blur(middle, middle, {kAround / 2, kAround / 2});
  middle.setTo(0, flat);
  cv::resize(middle, middle, grey.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat dark;
  cv::compare(grey, middle, dark, cv::CMP_LT);
  return dark;
}

cv::Mat1b BinariseSharpened(const cv::Mat1b& grey) {
  cv::Mat soft;
  cv::GaussianBlur(grey, soft, {}, kSoft);
  const auto [darkest, lightest] = ExtremesOf(grey);
  cv::Mat flat = lightest - darkest < kFaintContrast + kNoiseShare * NoiseOf(grey, soft);
  cv::resize(flat, flat, grey.size(), 0, 0, cv::INTER_NEAREST);
  cv::Mat sharp;
  cv::addWeighted(grey, 1 + kRaise, soft, -kRaise, 0, sharp);
  cv::Mat mean;
  cv::blur(grey, mean, {kMeanSide, kMeanSide});
  mean.setTo(0, flat);
  cv::Mat dark;
  cv::compare(sharp, mean, dark, cv::CMP_LT);
  return dark;
}

}  // namespace clearway::camera
