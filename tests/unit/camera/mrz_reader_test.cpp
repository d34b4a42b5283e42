#include "camera/mrz_reader.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/unit/camera/made_pages.h"
#include "tests/unit/camera/made_pictures.h"
#include "tools/frames/kiosk_film.h"

namespace clearway::camera {
namespace {

using encoding::mrz::Format;

std::vector<std::string> Texts(const MrzReading& reading) {
  std::vector<std::string> texts;
  for (const MrzLine& line : reading.lines) texts.push_back(line.text);
  return texts;
}

// What the reader says after so many frames; nothing where the last shows no zone.
std::optional<MrzReading> ReadFrames(MrzReader& reader, HeldPage& page, int frames = 2) {
  std::optional<MrzReading> reading;
  for (int i = 0; i < frames; ++i) reading = reader.Read(*page.Next());
  return reading;
}

class EveryFormat : public testing::TestWithParam<Format> {};
INSTANTIATE_TEST_SUITE_P(, EveryFormat,
                         testing::Values(Format::kTd1, Format::kTd2, Format::kTd3, Format::kVisaA,
                                         Format::kVisaB));

TEST_P(EveryFormat, is_read_from_two_frames) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const auto lines = ZoneLines(GetParam(), seed);
    HeldPage page(lines, seed);
    MrzReader reader;
    const auto reading = ReadFrames(reader, page);
    ASSERT_TRUE(reading) << seed;
    EXPECT_EQ(Texts(*reading), lines);
    EXPECT_TRUE(reading->sure()) << seed;
  }
}

TEST_P(EveryFormat, is_read_tilted_blurred_and_in_uneven_light) {
  const auto lines = ZoneLines(GetParam(), 9);
  for (const double turn : {-5.0, 5.0}) {
    HeldPage page(lines, 9,
                  {.tilt = 5, .turn = turn, .blur = 0.9, .jpeg = 85, .noise = 3, .gradient = 0.4});
    MrzReader reader;
    const auto reading = ReadFrames(reader, page, 3);
    ASSERT_TRUE(reading) << turn;
    EXPECT_EQ(Texts(*reading), lines);
    EXPECT_TRUE(reading->sure()) << turn;
  }
}

TEST_P(EveryFormat, is_read_upside_down) {
  const auto lines = ZoneLines(GetParam(), 3);
  HeldPage page(lines, 3, {.turn = 180, .noise = 1.5});
  MrzReader reader;
  const auto reading = ReadFrames(reader, page);
  ASSERT_TRUE(reading);
  EXPECT_EQ(Texts(*reading), lines);
  EXPECT_TRUE(reading->sure());
}

TEST(MrzReader, is_never_sure_after_one_frame) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    HeldPage page(ZoneLines(Format::kTd3, seed), seed);
    MrzReader reader;
    const auto reading = reader.Read(*page.Next());
    ASSERT_TRUE(reading);
    for (const MrzLine& line : reading->lines) EXPECT_FALSE(line.sure) << line.text;
  }
}

TEST(MrzReader, is_not_sure_of_lines_whose_check_digits_fail) {
  auto lines = ZoneLines(Format::kTd3, 5);
  char& digit = lines[1][9];  // of the number
  digit = digit == '9' ? '0' : static_cast<char>(digit + 1);
  HeldPage page(lines, 5);
  MrzReader reader;
  const auto reading = ReadFrames(reader, page, 4);
  ASSERT_TRUE(reading);
  EXPECT_EQ(Texts(*reading), lines);
  EXPECT_TRUE(reading->lines[0].sure);
  EXPECT_FALSE(reading->lines[1].sure);
  EXPECT_FALSE(reading->sure());
}

// A thumb, or a blot.
cv::Mat1b WithBlot(cv::Mat1b picture, cv::Point middle) {
  cv::circle(picture, middle, 9, 120, cv::FILLED);
  return picture;
}

TEST(MrzReader, says_which_characters_are_doubtful) {
  const auto lines = ZoneLines(Format::kTd3, 6);
  HeldPage page(lines, 6, {.noise = 1.5});
  // Column 10 of the first line, where the page lies in the frame.
  const cv::Mat1b sample = page.NextPicture();
  const double pixels = 150 / 25.4;
  const cv::Point2d corner =
      cv::Point2d(sample.cols, sample.rows) / 2 - cv::Point2d(125, 88) * pixels / 2;
  const cv::Point blot =
      corner + cv::Point2d((125 - 111.76) / 2 + 10.5 * 2.54, 88 - 8.2 - 6.35 - 1.2) * pixels;
  MrzReader reader;
  std::optional<MrzReading> reading;
  for (int i = 0; i < 3; ++i) reading = reader.Read(*FrameOf(WithBlot(page.NextPicture(), blot)));
  ASSERT_TRUE(reading);
  EXPECT_FALSE(reading->lines[0].sure);
  EXPECT_TRUE(std::ranges::count(reading->lines[0].doubtful, 10) == 1)
      << testing::PrintToString(reading->lines[0].doubtful);
  EXPECT_LE(reading->lines[0].doubtful.size(), 2U);
  EXPECT_TRUE(reading->lines[1].sure);
}

TEST(MrzReader, never_mixes_two_passports) {
  const auto first = ZoneLines(Format::kTd3, 7);
  const auto second = ZoneLines(Format::kTd3, 8);
  HeldPage one(first, 7);
  HeldPage other(second, 8);
  MrzReader reader;
  (void)reader.Read(*one.Next());
  auto reading = reader.Read(*other.Next());
  ASSERT_TRUE(reading);
  EXPECT_FALSE(reading->lines[0].sure);
  EXPECT_FALSE(reading->lines[1].sure);
  reading = reader.Read(*other.Next());
  ASSERT_TRUE(reading);
  EXPECT_EQ(Texts(*reading), second);
  EXPECT_TRUE(reading->sure());
}

TEST(MrzReader, forgets) {
  HeldPage page(ZoneLines(Format::kTd3, 7), 7);
  MrzReader reader;
  (void)reader.Read(*page.Next());
  reader.Forget();
  const auto reading = reader.Read(*page.Next());
  ASSERT_TRUE(reading);
  EXPECT_FALSE(reading->sure());
}

TEST(MrzReader, finds_no_zone_where_there_is_none) {
  cv::RNG random(1);
  const cv::Size size(1280, 720);
  for (int i = 0; i < 6; ++i) {
    const auto disturbance = frames::DrawDisturbance(random);
    const auto moment = frames::DrawMoment(random);
    const auto code = frames::DrawCard(CertificateLikeText(static_cast<unsigned>(i)), 1, false);
    ASSERT_TRUE(code);
    MrzReader reader;
    for (const cv::Mat1b& picture :
         {frames::RenderHall(size, disturbance, random),
          frames::RenderFrame(frames::DrawCardWithoutCode(random), size, disturbance, moment,
                              random),
          frames::RenderFrame(*code, size, disturbance, moment, random)}) {
      EXPECT_FALSE(reader.Read(*FrameOf(picture))) << i;
    }
  }
}

TEST(MrzReader, takes_pictures_of_any_size) {
  MrzReader reader;
  for (const cv::Size size :
       {cv::Size(1, 1), cv::Size(1, 900), cv::Size(900, 1), cv::Size(33, 700)})
    EXPECT_FALSE(reader.Read(*FrameOf(cv::Mat1b(size, std::uint8_t{200}))));
}

}  // namespace
}  // namespace clearway::camera
