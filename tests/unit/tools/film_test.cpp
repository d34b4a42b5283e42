#include "tools/film/film.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "camera/mrz_reader.h"
#include "hal/camera.h"
#include "hal/picture.h"
#include "tests/unit/camera/made_pages.h"
#include "tests/unit/camera/made_pictures.h"
#include "tools/scan/scan.h"

namespace clearway::film {
namespace {

using testing::ElementsAre;

class FilmTest : public testing::Test {
 protected:
  int Run(const std::string& arguments) {
    const std::string command =
        CLEARWAY_PROGRAMS "/clearway-film " + arguments + " >/dev/null 2>" + (folder_ / "err");
    const int status = system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string TextFile(const std::string& content) {
    std::ofstream(folder_ / "texts", std::ios::binary) << content;
    return folder_ / "texts";
  }
  camera::TestFolder folder_;
};

TEST_F(FilmTest, draws_a_picture_whose_code_can_be_read_whatever_the_seed) {
  const std::string text = camera::CertificateLikeText(1, 600) + " ";
  const std::string file = TextFile(text + "\r\n");
  for (const int seed : {1, 2, 3, 4, 5}) {
    const std::string picture = folder_ / "still.png";
    ASSERT_EQ(Run(file + " --picture " + picture + " --seed " + std::to_string(seed)), 0);
    const auto scanned = scan::ScanPictures({picture}, 1);
    ASSERT_TRUE(scanned[0]);
    ASSERT_EQ(scanned[0]->codes.size(), 1U) << "seed " << seed;
    EXPECT_EQ(scanned[0]->codes[0].text, text) << "a space at the end of a line is data";
  }
}

TEST_F(FilmTest, holds_a_passport_up_before_the_codes) {
  const std::vector<std::string> zone = camera::ZoneLines(encoding::mrz::Format::kTd3, 1);
  const std::string passport = folder_ / "passport";
  std::ofstream(passport) << zone[0] << "\n" << zone[1] << "\n";
  const std::string picture = folder_ / "still.png";
  ASSERT_EQ(Run(TextFile("HC1:A\n") + " --passport " + passport + " --picture " + picture), 0);
  const auto frame = hal::DecodePicture(hal::LoadPictureFile(picture).value());
  ASSERT_TRUE(frame);
  camera::MrzReader reader;
  const auto reading = reader.Read(**frame);
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->lines[0].text, zone[0]);
  EXPECT_EQ(reading->lines[1].text, zone[1]);
}

TEST_F(FilmTest, is_the_same_for_the_same_seed) {
  const Script script{
      .texts = {"A"}, .size = {320, 240}, .seconds_a_code = 1, .seconds_between = 0};
  Script other = script;
  other.seed = 2;
  const auto once = Still(script);
  const auto twice = Still(script);
  const auto different = Still(other);
  ASSERT_TRUE(once && twice && different);
  EXPECT_EQ(cv::norm(*once, *twice), 0);
  EXPECT_GT(cv::norm(*once, *different), 0);
}

TEST_F(FilmTest, says_what_is_wrong) {
  const std::string file = TextFile("HC1:A\n");
  EXPECT_EQ(Run(file), 2) << "nothing to write";
  EXPECT_EQ(Run((folder_ / "none") + " --out " + (folder_ / "f.avi")), 2);
  EXPECT_EQ(Run(TextFile("") + " --out " + (folder_ / "f.avi")), 2) << "no text";
  EXPECT_EQ(Run(file + " --size 3x3 --out " + (folder_ / "f.avi")), 2);
  EXPECT_EQ(Run(TextFile("HC1:A\n") + " --out /nonexistent/f.avi"), 1);
  EXPECT_EQ(Run(TextFile(std::string(5000, 'A')) + " --out " + (folder_ / "f.avi")), 1)
      << "more than a QR code holds";
}

}  // namespace
}  // namespace clearway::film
