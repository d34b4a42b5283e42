#include "tools/frames/jpeg_loss.h"

#include <algorithm>
#include <cmath>

namespace clearway::frames {
namespace {

// ITU-T T.81, table K.1.
constexpr int kLuminance[64] = {16, 11, 10, 16, 24,  40,  51,  61,   //
                                12, 12, 14, 19, 26,  58,  60,  55,   //
                                14, 13, 16, 24, 40,  57,  69,  56,   //
                                14, 17, 22, 29, 51,  87,  80,  62,   //
                                18, 22, 37, 56, 68,  109, 103, 77,   //
                                24, 35, 55, 64, 81,  104, 113, 92,   //
                                49, 64, 78, 87, 103, 121, 120, 101,  //
                                72, 92, 95, 98, 112, 100, 103, 99};

cv::Mat1f Steps(int quality) {
  const int scale = quality < 50 ? 5000 / std::max(1, quality) : 200 - 2 * std::min(quality, 100);
  cv::Mat1f steps(8, 8);
  for (int i = 0; i < 64; ++i)
    steps(i / 8, i % 8) =
        static_cast<float>(std::clamp((kLuminance[i] * scale + 50) / 100, 1, 255));
  return steps;
}

}  // namespace

void LoseAsJpegDoes(cv::Mat1b& grey, int quality) {
  const cv::Mat1f steps = Steps(quality);
  cv::Mat1f block;
  cv::Mat1f coefficients;
  for (int y = 0; y + 8 <= grey.rows; y += 8) {
    for (int x = 0; x + 8 <= grey.cols; x += 8) {
      cv::Mat part = grey(cv::Rect(x, y, 8, 8));
      part.convertTo(block, CV_32F, 1, -128);
      cv::dct(block, coefficients);
      for (int i = 0; i < 64; ++i) {
        float& value = coefficients(i / 8, i % 8);
        value = std::round(value / steps(i / 8, i % 8)) * steps(i / 8, i % 8);
      }
      cv::idct(coefficients, block);
      block.convertTo(part, CV_8U, 1, 128);
    }
  }
}

}  // namespace clearway::frames
