#include "tests/unit/camera/made_pictures.h"

#include <gtest/gtest.h>
#include <qrencode.h>

#include <cstdlib>
#include <random>
#include <string_view>

#include "tools/film/film.h"
#include "tools/film/writer.h"
#include "tools/frames/png.h"

namespace clearway::camera {
namespace {

class MatFrame final : public hal::Frame {
 public:
  explicit MatFrame(cv::Mat grey) : grey_(std::move(grey)) {
    width = grey_.cols;
    height = grey_.rows;
    stride = static_cast<int>(grey_.step);
  }
  [[nodiscard]] std::span<const std::uint8_t> luma() const override {
    return {grey_.data, grey_.step * static_cast<std::size_t>(grey_.rows - 1) +
                            static_cast<std::size_t>(grey_.cols)};
  }

 private:
  cv::Mat grey_;
};

}  // namespace

TestFolder::TestFolder() {
  std::string name = std::filesystem::temp_directory_path() / "clearway-test-XXXXXX";
  path_ = mkdtemp(name.data());
}

TestFolder::~TestFolder() {
  std::filesystem::remove_all(path_);
}

cv::Mat CodePicture(const std::string& text, int module) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      QRcode_free);
  const int modules = code->width + 8;
  cv::Mat picture(modules * module, modules * module, CV_8UC1, cv::Scalar(255));
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if ((code->data[y * code->width + x] & 1) == 0) continue;
      picture(cv::Rect((x + 4) * module, (y + 4) * module, module, module)) = 0;
    }
  }
  return picture;
}

void WritePicture(const std::string& path, const cv::Mat& picture) {
  ASSERT_TRUE(frames::WritePng(path, picture)) << path;
}

void WriteFilm(const std::string& path, const std::vector<std::string>& texts,
               double seconds_a_code, double seconds_between) {
  const film::Script script{.texts = texts,
                            .size = {640, 480},
                            .frames_per_second = 15,
                            .seconds_a_code = seconds_a_code,
                            .seconds_between = seconds_between,
                            .seed = 7};
  auto writer = film::FilmWriter::Open(path, script.size, script.frames_per_second);
  ASSERT_TRUE(writer) << writer.error().detail;
  ASSERT_TRUE(film::Play(script, [&](const cv::Mat& picture) { return writer->Write(picture); }));
  ASSERT_TRUE(writer->Finish());
}

std::string CertificateLikeText(unsigned seed, std::size_t length) {
  constexpr std::string_view kBase45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  std::minstd_rand random(seed);
  std::string text = "HC1:";
  while (text.size() < length) text += kBase45[random() % kBase45.size()];
  return text;
}

std::shared_ptr<const hal::Frame> FrameOf(const cv::Mat& grey, Moment captured) {
  const auto frame = std::make_shared<MatFrame>(grey.clone());
  frame->captured = captured;
  return frame;
}

}  // namespace clearway::camera
