#pragma once

#include <array>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace clearway::camera {

// A code as another decoder gives it: exact bytes, and corners in the picture's pixels.
struct SecondOpinion {
  std::string text;
  std::array<cv::Point2f, 4> corners;
};

// ZBar, set up for QR codes and exact bytes. Not thread-safe. Takes grey pictures of any size.
class ZBar {
 public:
  ZBar();
  ~ZBar();
  ZBar(const ZBar&) = delete;
  ZBar& operator=(const ZBar&) = delete;

  [[nodiscard]] std::vector<SecondOpinion> Read(const cv::Mat1b& grey);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

// ZXing-C++, trying hard, set up alike.
[[nodiscard]] std::vector<SecondOpinion> ReadWithZXing(const cv::Mat1b& grey);

}  // namespace clearway::camera
