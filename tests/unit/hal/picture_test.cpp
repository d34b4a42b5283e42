#include "hal/picture.h"

#include <gtest/gtest.h>
#include <libdeflate.h>

#include <fstream>

#include "base/encoding/zlib_stream.h"
#include "hal/gstreamer.h"
#include "tests/unit/camera/made_pictures.h"

namespace clearway::hal {
namespace {

using camera::TestFolder;
using Bytes = std::vector<std::uint8_t>;

void AppendNumber(Bytes& bytes, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

void AppendChunk(Bytes& png, const std::string& type, const Bytes& content) {
  AppendNumber(png, static_cast<std::uint32_t>(content.size()));
  Bytes checked(type.begin(), type.end());
  checked.insert(checked.end(), content.begin(), content.end());
  png.insert(png.end(), checked.begin(), checked.end());
  AppendNumber(png, libdeflate_crc32(0, checked.data(), checked.size()));
}

// A grey 8-bit PNG that says it has this size, with as many rows of zeroes as fit into a kilobyte.
Bytes PngOfSize(std::uint32_t width, std::uint32_t height) {
  Bytes png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  Bytes header;
  AppendNumber(header, width);
  AppendNumber(header, height);
  header.insert(header.end(), {8, 0, 0, 0, 0});
  AppendChunk(png, "IHDR", header);
  AppendChunk(png, "IDAT", encoding::DeflateZlib(Bytes(1024)));
  AppendChunk(png, "IEND", {});
  return png;
}

class PictureTest : public testing::Test {
 protected:
  Result<std::shared_ptr<const Frame>> WrittenAndRead(const cv::Mat& picture) {
    camera::WritePicture(folder_ / "p.png", picture);
    const auto file = LoadPictureFile(folder_ / "p.png");
    EXPECT_TRUE(file);
    return DecodePicture(*file);
  }
  TestFolder folder_;
};

TEST_F(PictureTest, keeps_the_greys_of_a_picture) {
  cv::Mat picture(16, 256, CV_8UC1);
  for (int x = 0; x < 256; ++x) picture.col(x).setTo(x);
  const auto frame = WrittenAndRead(picture);
  ASSERT_TRUE(frame) << frame.error().detail;
  ASSERT_EQ((*frame)->width, 256);
  ASSERT_EQ((*frame)->height, 16);
  for (int x = 0; x < 256; ++x)
    EXPECT_NEAR((*frame)->luma()[static_cast<std::size_t>((*frame)->stride + x)], x, 1);
}

TEST_F(PictureTest, lays_transparent_pictures_on_white) {
  cv::Mat picture(16, 16, CV_8UC4, cv::Scalar(0, 0, 0, 0));
  picture(cv::Rect(0, 0, 16, 8)) = cv::Scalar(0, 0, 0, 255);
  const auto frame = WrittenAndRead(picture);
  ASSERT_TRUE(frame);
  const auto row = static_cast<std::size_t>((*frame)->stride);
  EXPECT_EQ((*frame)->luma()[0], 0) << "opaque black stays";
  EXPECT_EQ((*frame)->luma()[12 * row], 255) << "nothing becomes white";
}

TEST_F(PictureTest, refuses_sizes_beyond_its_bound_before_it_gives_them_memory) {
  for (const auto& file :
       {PngOfSize(60000, 60000), PngOfSize(kLargestSide + 1, 16), PngOfSize(16, kLargestSide + 1),
        PngOfSize(0, 16), PngOfSize(16, 0), PngOfSize(1, 1), PngOfSize(0xffffffff, 0xffffffff)}) {
    const auto frame = DecodePicture(file);
    ASSERT_FALSE(frame);
    EXPECT_EQ(frame.error().fault, Fault::kInvalid);
  }
}

TEST_F(PictureTest, refuses_every_truncation_or_gives_a_whole_frame) {
  camera::WritePicture(folder_ / "p.png", camera::CodePicture("SHORT", 2));
  const Bytes file = *LoadPictureFile(folder_ / "p.png");
  for (std::size_t size = 0; size < file.size(); size += 7) {
    const auto frame = DecodePicture(std::span(file).first(size));
    if (frame) {
      EXPECT_GE((*frame)->luma().size(), static_cast<std::size_t>((*frame)->width));
    }
  }
}

TEST_F(PictureTest, refuses_what_is_no_picture) {
  const Bytes text = {'h', 'e', 'l', 'l', 'o', ' ', 't', 'h', 'e', 'r', 'e'};
  EXPECT_EQ(DecodePicture(text).error().fault, Fault::kUnsupported);
  EXPECT_EQ(DecodePicture({}).error().fault, Fault::kUnsupported);
  const Bytes jpeg_start = {0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0};
  EXPECT_EQ(DecodePicture(jpeg_start).error().fault, Fault::kInvalid);
}

TEST_F(PictureTest, says_why_a_file_cannot_be_loaded) {
  EXPECT_EQ(LoadPictureFile(folder_ / "none.png").error().fault, Fault::kNotFound);
  EXPECT_EQ(LoadPictureFile(folder_ / "").error().fault, Fault::kInvalid) << "a folder";
  { const std::ofstream empty(folder_ / "empty.png"); }
  EXPECT_EQ(LoadPictureFile(folder_ / "empty.png").error().fault, Fault::kInvalid);
  EXPECT_EQ(LoadPictureFile("/dev/zero").error().fault, Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::hal
