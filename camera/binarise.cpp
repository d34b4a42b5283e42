#include "camera/binarise.h"

#include <opencv2/imgproc.hpp>

namespace clearway::camera {
namespace {

// Extremes are sought in a picture of a quarter of the size, where there is less noise.
constexpr int kShrink = 4;
constexpr int kAround = 11;  // pixels of the shrunk picture
// Less than this between darkest and lightest is noise.
constexpr double kLeastContrast = 26;

// Columns and rows beyond a multiple are left out: means of whole squares are quick.
cv::Mat Shrunk(const cv::Mat1b& grey) {
  const cv::Size size(std::max(1, grey.cols / kShrink), std::max(1, grey.rows / kShrink));
  const cv::Rect whole({0, 0}, size * kShrink);
  cv::Mat small;
  cv::resize(grey(whole & cv::Rect({0, 0}, grey.size())), small, size, 0, 0, cv::INTER_AREA);
  return small;
}

}  // namespace

cv::Mat1b Binarise(const cv::Mat1b& grey) {
  const cv::Mat small = Shrunk(grey);
  const cv::Mat square = cv::Mat::ones(kAround, kAround, CV_8U);
  cv::Mat darkest;
  cv::Mat lightest;
  cv::erode(small, darkest, square);
  cv::dilate(small, lightest, square);
  cv::Mat flat = lightest - darkest < kLeastContrast;
  cv::Mat middle;
  cv::addWeighted(darkest, 0.5, lightest, 0.5, 0, middle);
  cv::blur(middle, middle, {kAround / 2, kAround / 2});
  middle.setTo(0, flat);
  cv::resize(middle, middle, grey.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat dark;
  cv::compare(grey, middle, dark, cv::CMP_LT);
  return dark;
}

}  // namespace clearway::camera
