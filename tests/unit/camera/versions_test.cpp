// Symbols of every version, error correction level and mask, read from pictures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "camera/reader.h"
#include "tests/unit/camera/made_pictures.h"
#include "tests/unit/camera/made_symbols.h"

namespace clearway::camera {
namespace {

using testing::ElementsAre;
using testing::Field;

class VersionsTest : public testing::Test {
 protected:
  void ExpectToRead(int version, Level level, int mask) {
    const std::string text = TextFor(version, level, static_cast<unsigned>(version + mask));
    cv::Mat1b picture = Drawn(Remasked(Symbol(text, version, level), version, level, mask), 3);
    cv::GaussianBlur(picture, picture, {}, 0.8);
    const Reading reading =
        reader_.Read(*FrameOf(picture), {.budget = std::chrono::seconds(20), .thorough = true});
    EXPECT_THAT(reading.codes, ElementsAre(Field(&Code::text, text)))
        << "version " << version << ", level " << static_cast<int>(level) << ", mask " << mask;
  }

 private:
  Reader reader_;
};

TEST_F(VersionsTest, of_every_number_and_level_are_read) {
  for (int version = kLeastVersion; version <= kMostVersion; ++version) {
    for (const Level level : kLevels)
      ExpectToRead(version, level, (version + 2 * static_cast<int>(level)) % 8);
  }
}

TEST_F(VersionsTest, are_read_under_every_mask) {
  for (const int version : {1, 2, 6, 7, 14, 21, 33, 40}) {
    for (int mask = 0; mask < 8; ++mask)
      ExpectToRead(version, kLevels[static_cast<std::size_t>(mask + version) % 4], mask);
  }
}

TEST_F(VersionsTest, are_read_at_every_level_under_every_mask) {
  if (std::getenv("CLEARWAY_LONG") == nullptr)
    GTEST_SKIP() << "1280 pictures; tools/test --long reads them";
  for (int version = kLeastVersion; version <= kMostVersion; ++version) {
    for (const Level level : kLevels) {
      for (int mask = 0; mask < 8; ++mask) ExpectToRead(version, level, mask);
    }
  }
}

}  // namespace
}  // namespace clearway::camera
