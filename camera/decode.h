#pragma once

#include <array>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace clearway::camera {

// A code as a decoder gives it: exact bytes, and corners in the decoded picture's pixels.
struct DecodedCode {
  std::string text;
  std::array<cv::Point2f, 4> corners;
};

// ZBar, set up for QR codes and exact bytes. Not thread-safe. Takes grey pictures of any size.
class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  [[nodiscard]] std::vector<DecodedCode> Decode(const cv::Mat& grey);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::camera
