#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "hal/camera.h"

// Pictures and films made for a test, as files and as frames.
namespace clearway::camera {

// A folder of its own for the running test, removed at the end.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// A flat QR code on white, black modules of `module` pixels and a quiet zone of four.
[[nodiscard]] cv::Mat CodePicture(const std::string& text, int module);

// Writes a grey or coloured picture as PNG.
void WritePicture(const std::string& path, const cv::Mat& picture);

// Writes a film of phones that show the texts one after the other, 640x480, 15 pictures a second.
void WriteFilm(const std::string& path, const std::vector<std::string>& texts,
               double seconds_a_code, double seconds_between);

// A text like a certificate's, as long as one.
[[nodiscard]] std::string CertificateLikeText(unsigned seed, std::size_t length = 500);

// A grey picture as a camera's frame.
[[nodiscard]] std::shared_ptr<const hal::Frame> FrameOf(const cv::Mat& grey, Moment captured = {});

}  // namespace clearway::camera
