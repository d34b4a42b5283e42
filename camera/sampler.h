#pragma once

#include <algorithm>
#include <opencv2/core.hpp>

namespace clearway::camera {

// Grey values between pixels. Points are in the frame's pixels, where a pixel covers its number to
// the next; the picture may be a smaller copy of the frame, so that one look is the mean of an area.
class Sampler {
 public:
  // `picture` must outlive the sampler. `scale`: its pixels a frame pixel. `negative` turns light
  // and dark over.
  Sampler(const cv::Mat1b& picture, float scale, bool negative)
      : picture_(picture),
        scale_(scale),
        right_(static_cast<float>(picture.cols) - 1.01F),
        bottom_(static_cast<float>(picture.rows) - 1.01F),
        sign_(negative ? 1.0F : -1.0F) {}

  // How dark it is there: higher is darker, in grey levels. Outside is as at the edge.
  [[nodiscard]] float DarknessAt(cv::Point2f place) const {
    const float x = std::clamp(place.x * scale_ - 0.5F, 0.0F, right_);
    const float y = std::clamp(place.y * scale_ - 0.5F, 0.0F, bottom_);
    const auto column = static_cast<int>(x);
    const auto row = static_cast<int>(y);
    const float fx = x - static_cast<float>(column);
    const float fy = y - static_cast<float>(row);
    const std::uint8_t* above = picture_[row] + column;
    const std::uint8_t* below = picture_[row + 1] + column;
    const auto upper = static_cast<float>(above[0]) + fx * static_cast<float>(above[1] - above[0]);
    const auto lower = static_cast<float>(below[0]) + fx * static_cast<float>(below[1] - below[0]);
    return sign_ * (upper + fy * (lower - upper));
  }

  [[nodiscard]] bool Covers(cv::Point2f place) const {
    return place.x >= 0 && place.y >= 0 && place.x * scale_ <= static_cast<float>(picture_.cols) &&
           place.y * scale_ <= static_cast<float>(picture_.rows);
  }

 private:
  const cv::Mat1b& picture_;
  float scale_;
  float right_;
  float bottom_;
  float sign_;
};

}  // namespace clearway::camera
