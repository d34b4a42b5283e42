#include "camera/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <opencv2/imgproc.hpp>

#include "tests/unit/camera/made_pictures.h"

namespace clearway::camera {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Sanitizers slow the decoder down many times.
constexpr Effort kFrame{.budget = milliseconds(CLEARWAY_SLOW_BUILD ? 2000 : 80), .thorough = false};
constexpr Effort kPicture{.budget = milliseconds(20000), .thorough = true};

// A kiosk's frame of mid grey with the code in its middle.
cv::Mat FrameWith(const cv::Mat& code, cv::Size size = {1280, 720}) {
  cv::Mat frame(size, CV_8UC1, cv::Scalar(130));
  code.copyTo(frame(cv::Rect((size - code.size()) / 2, code.size())));
  return frame;
}

cv::Mat Turned(const cv::Mat& frame, double degrees) {
  const cv::Point2f middle(cv::Point2f(frame.size()) / 2);
  cv::Mat turned;
  cv::warpAffine(frame, turned, cv::getRotationMatrix2D(middle, degrees, 1), frame.size(),
                 cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return turned;
}

std::vector<std::string> Texts(const Reading& reading) {
  std::vector<std::string> texts;
  for (const Code& code : reading.codes) texts.push_back(code.text);
  return texts;
}

class ReaderTest : public testing::Test {
 protected:
  std::vector<std::string> Read(const cv::Mat& grey, const Effort& effort = kFrame) {
    return Texts(reader_.Read(*FrameOf(grey), effort));
  }
  Guidance GuidanceFor(const cv::Mat& grey) {
    return reader_.Read(*FrameOf(grey), kFrame).guidance;
  }
  Reader reader_;
};

TEST_F(ReaderTest, reads_a_certificate_held_to_the_glass) {
  const std::string text = CertificateLikeText(1);
  EXPECT_THAT(Read(FrameWith(CodePicture(text, 5))), ElementsAre(text));
}

TEST_F(ReaderTest, gives_every_byte_as_it_is) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  EXPECT_THAT(Read(FrameWith(CodePicture(bytes, 5))), ElementsAre(bytes));
}

TEST_F(ReaderTest, reads_a_turned_code) {
  const std::string text = CertificateLikeText(2, 300);
  for (const double degrees : {10.0, 45.0, 90.0, 180.0, 200.0})
    EXPECT_THAT(Read(Turned(FrameWith(CodePicture(text, 6)), degrees)), ElementsAre(text))
        << degrees;
}

TEST_F(ReaderTest, reads_a_code_in_dark_mode) {
  const std::string text = CertificateLikeText(3, 300);
  cv::Mat code = CodePicture(text, 5);
  cv::bitwise_not(code, code);
  EXPECT_THAT(Read(FrameWith(code)), ElementsAre(text));
}

TEST_F(ReaderTest, reads_a_code_in_uneven_light) {
  const std::string text = CertificateLikeText(4, 300);
  cv::Mat frame = FrameWith(CodePicture(text, 5));
  for (int x = 0; x < frame.cols; ++x) frame.col(x) *= 0.15 + 0.85 * x / frame.cols;
  EXPECT_THAT(Read(frame), ElementsAre(text));
}

TEST_F(ReaderTest, reads_a_code_seen_in_a_mirror) {
  const std::string text = CertificateLikeText(14, 300);
  cv::Mat frame = FrameWith(CodePicture(text, 5));
  cv::flip(frame, frame, 1);
  EXPECT_THAT(Read(frame), ElementsAre(text));
}

TEST_F(ReaderTest, reads_a_tilted_code) {
  const std::string text = CertificateLikeText(15, 300);
  const cv::Mat code = CodePicture(text, 6);
  const auto side = static_cast<float>(code.cols);
  const std::vector<cv::Point2f> flat = {{0, 0}, {side, 0}, {side, side}, {0, side}};
  const std::vector<cv::Point2f> seen = {{420, 150}, {840, 90}, {880, 610}, {400, 500}};
  cv::Mat frame;
  cv::warpPerspective(code, frame, cv::getPerspectiveTransform(flat, seen), {1280, 720},
                      cv::INTER_AREA, cv::BORDER_CONSTANT, 130);
  EXPECT_THAT(Read(frame), ElementsAre(text));
}

TEST_F(ReaderTest, reads_a_code_of_which_a_finder_pattern_is_hidden) {
  const std::string text = CertificateLikeText(16, 300);
  const cv::Mat whole = CodePicture(text, 6);
  const int far = whole.cols - (4 + 8) * 6;
  for (const cv::Point corner : {cv::Point(24, 24), cv::Point(far, 24), cv::Point(24, far)}) {
    cv::Mat code = whole.clone();
    cv::circle(code, corner + cv::Point(22, 22), 26, 255, cv::FILLED);
    EXPECT_THAT(Read(Turned(FrameWith(code), 20)), ElementsAre(text)) << corner;
  }
}

TEST_F(ReaderTest, reads_every_version) {
  for (unsigned length = 10; length < 1500; length += length / 6 + 3) {
    const std::string text = CertificateLikeText(17, length);
    const cv::Mat code = CodePicture(text, 4);
    EXPECT_THAT(Read(FrameWith(code, code.size() + cv::Size(40, 40)), kPicture), ElementsAre(text));
  }
}

// Glare that washes a part of the code out: too much for one frame.
cv::Mat Glared(const cv::Mat& frame, cv::Point at, int radius = 170) {
  cv::Mat glared = frame.clone();
  cv::circle(glared, at, radius, 255, cv::FILLED);
  return glared;
}

TEST_F(ReaderTest, reads_from_several_frames_what_no_single_one_shows) {
  const std::string text = CertificateLikeText(18, 400);
  const cv::Mat frame = FrameWith(CodePicture(text, 6));
  EXPECT_THAT(Read(Glared(frame, {720, 440})), IsEmpty());
  EXPECT_THAT(Read(Glared(frame, {560, 280})), ElementsAre(text));
}

TEST_F(ReaderTest, mixes_nothing_into_pictures_that_come_alone_or_after_it_forgot) {
  const std::string text = CertificateLikeText(18, 400);
  // Small, and with a frame's budget: a picture that comes alone is searched for long. Mixing would come first.
  const cv::Mat frame = FrameWith(CodePicture(text, 3), {640, 360});
  const cv::Mat one = Glared(frame, {360, 220}, 85);
  const cv::Mat other = Glared(frame, {280, 140}, 85);
  const Effort alone{.budget = kFrame.budget, .thorough = true};
  EXPECT_THAT(Read(one, alone), IsEmpty());
  EXPECT_THAT(Read(other, alone), IsEmpty());
  EXPECT_THAT(Read(one), IsEmpty());
  reader_.Forget();
  EXPECT_THAT(Read(other), IsEmpty());
  EXPECT_THAT(Read(one), ElementsAre(text));
}

TEST_F(ReaderTest, reads_several_codes_in_one_frame) {
  const std::string left = CertificateLikeText(5, 150);
  const std::string right = CertificateLikeText(6, 150);
  cv::Mat frame(720, 1280, CV_8UC1, cv::Scalar(130));
  const cv::Mat first = CodePicture(left, 6);
  const cv::Mat second = CodePicture(right, 6);
  first.copyTo(frame(cv::Rect({40, 40}, first.size())));
  second.copyTo(frame(cv::Rect({760, 200}, second.size())));
  EXPECT_THAT(Read(frame), UnorderedElementsAre(left, right));
}

TEST_F(ReaderTest, reads_a_fine_code_beside_a_coarse_one) {
  const std::string coarse = CertificateLikeText(5, 100);
  const std::string fine = CertificateLikeText(6, 300);
  cv::Mat frame(1080, 1920, CV_8UC1, cv::Scalar(130));
  const cv::Mat first = CodePicture(coarse, 10);
  const cv::Mat second = CodePicture(fine, 2);
  first.copyTo(frame(cv::Rect({100, 100}, first.size())));
  second.copyTo(frame(cv::Rect({1400, 600}, second.size())));
  EXPECT_THAT(Read(frame), UnorderedElementsAre(coarse, fine));
}

TEST_F(ReaderTest, reads_a_code_whose_modules_are_hardly_two_pixels) {
  const std::string text = CertificateLikeText(7, 300);
  const cv::Mat code = CodePicture(text, 8);
  cv::Mat small;
  cv::resize(code, small, {}, 0.26, 0.26, cv::INTER_AREA);
  EXPECT_THAT(Read(small, kPicture), ElementsAre(text));
}

TEST_F(ReaderTest, says_where_a_code_lies) {
  const cv::Mat code = CodePicture(CertificateLikeText(8, 300), 6);
  const Reading reading = reader_.Read(*FrameOf(FrameWith(code)), kFrame);
  ASSERT_EQ(reading.codes.size(), 1U);
  const float half_width = (static_cast<float>(code.cols) / 2 - 24) / 1280;
  const float half_height = (static_cast<float>(code.rows) / 2 - 24) / 720;
  for (const Point& corner : reading.codes[0].corners) {
    EXPECT_NEAR(std::abs(corner.x - 0.5F), half_width, 0.02);
    EXPECT_NEAR(std::abs(corner.y - 0.5F), half_height, 0.02);
  }
}

TEST_F(ReaderTest, reads_frames_whose_rows_have_gaps) {
  const std::string text = CertificateLikeText(9, 200);
  const cv::Mat wide(720, 1333, CV_8UC1, cv::Scalar(0));
  const cv::Mat part = wide(cv::Rect(7, 0, 1280, 720));
  FrameWith(CodePicture(text, 5)).copyTo(part);
  EXPECT_THAT(Read(part), ElementsAre(text));
}

TEST_F(ReaderTest, finds_nothing_where_there_is_nothing) {
  cv::Mat noise(720, 1280, CV_8UC1);
  cv::randu(noise, 0, 255);
  EXPECT_THAT(Read(noise), IsEmpty());
  EXPECT_THAT(Read(cv::Mat(720, 1280, CV_8UC1, cv::Scalar(128))), IsEmpty());
  for (const cv::Size size :
       {cv::Size(8, 8), cv::Size(8, 4000), cv::Size(4000, 8), cv::Size(33, 17)})
    EXPECT_THAT(Read(cv::Mat(size, CV_8UC1, cv::Scalar(128)), kPicture), IsEmpty());
}

// Frames made to be slow, 1280x720.
cv::Mat FinderPatternsEverywhere() {
  constexpr int kModule = 3;
  cv::Mat frame(720, 1280, CV_8UC1, cv::Scalar(255));
  for (int y = 0; y + 8 * kModule < 720; y += 8 * kModule) {
    for (int x = 0; x + 8 * kModule < 1280; x += 8 * kModule) {
      for (const auto& [inset, shade] : {std::pair(0, 0), std::pair(1, 255), std::pair(2, 0)}) {
        const int side = (7 - 2 * inset) * kModule;
        frame(cv::Rect(x + inset * kModule, y + inset * kModule, side, side)) = shade;
      }
    }
  }
  return frame;
}

cv::Mat Checkerboard(int field) {
  cv::Mat frame(720, 1280, CV_8UC1);
  for (int y = 0; y < frame.rows; ++y) {
    for (int x = 0; x < frame.cols; ++x)
      frame.at<std::uint8_t>(y, x) = (x / field + y / field) % 2 == 0 ? 20 : 235;
  }
  return frame;
}

cv::Mat Noise(double blur) {
  cv::Mat frame(720, 1280, CV_8UC1);
  cv::RNG random(3);
  random.fill(frame, cv::RNG::UNIFORM, 0, 256);
  if (blur > 0) cv::GaussianBlur(frame, frame, {}, blur);
  cv::normalize(frame, frame, 0, 255, cv::NORM_MINMAX);
  return frame;
}

std::vector<cv::Mat> FramesMadeToBeSlow() {
  return {FinderPatternsEverywhere(), Checkerboard(1), Checkerboard(3), Checkerboard(8),
          Noise(0),                   Noise(1.2),      Noise(2.5)};
}

TEST_F(ReaderTest, does_a_bounded_amount_of_work_on_frames_made_to_be_slow) {
  // However much time there is: finder patterns, their groups and the searches are counted.
  for (const cv::Mat& frame : FramesMadeToBeSlow()) {
    const Reading reading = reader_.Read(
        *FrameOf(frame), {.budget = std::chrono::minutes(10), .thorough = false});
    EXPECT_THAT(reading.codes, IsEmpty());
    EXPECT_LE(reading.attempts, kMostAttempts);
  }
}

TEST_F(ReaderTest, begins_no_attempt_when_its_time_is_over) {
  for (const cv::Mat& frame : FramesMadeToBeSlow())
    EXPECT_EQ(reader_.Read(*FrameOf(frame), {.budget = milliseconds(0)}).attempts, 0);
}

TEST_F(ReaderTest, guides_a_hand_that_holds_a_code_too_far_away) {
  cv::Mat small;
  cv::resize(CodePicture(CertificateLikeText(10), 4), small, {80, 80}, 0, 0, cv::INTER_AREA);
  EXPECT_EQ(GuidanceFor(FrameWith(small)), Guidance::kCloser);
}

// Smeared down and across, in pixels.
cv::Mat Shaken(const cv::Mat& frame, int down, int across) {
  cv::Mat shaken;
  cv::blur(frame, shaken, {1, down});
  cv::blur(shaken, shaken, {across, 1});
  return shaken;
}

TEST_F(ReaderTest, reads_a_code_that_a_hand_smears_over_two_modules) {
  const std::string text = CertificateLikeText(11);
  EXPECT_THAT(Read(Shaken(FrameWith(CodePicture(text, 5)), 9, 7)), ElementsAre(text));
}

TEST_F(ReaderTest, reads_a_code_out_of_focus_by_most_of_a_module) {
  const std::string text = CertificateLikeText(100, 200);
  cv::Mat blurred;
  cv::GaussianBlur(FrameWith(CodePicture(text, 5)), blurred, {}, 0.8 * 5);
  EXPECT_THAT(Read(blurred), ElementsAre(text));
}

TEST_F(ReaderTest, reads_a_shaken_code_or_guides_the_hand) {
  int guided = 0;
  for (int smear = 7; smear <= 21; smear += 2) {
    const std::string text = CertificateLikeText(static_cast<unsigned>(smear));
    Reader reader;
    const Reading reading = reader.Read(
        *FrameOf(Shaken(FrameWith(CodePicture(text, 5)), smear, smear - 2)), kFrame);
    if (reading.codes.empty()) {
      EXPECT_EQ(reading.guidance, Guidance::kHoldStill) << smear;
      ++guided;
    } else {
      EXPECT_THAT(Texts(reading), ElementsAre(text)) << smear;
    }
  }
  EXPECT_GT(guided, 0) << "21 pixels are more than four modules";
}

TEST_F(ReaderTest, says_that_it_is_too_dark_or_too_bright) {
  EXPECT_EQ(GuidanceFor(cv::Mat(720, 1280, CV_8UC1, cv::Scalar(9))), Guidance::kTooDark);
  EXPECT_EQ(GuidanceFor(cv::Mat(720, 1280, CV_8UC1, cv::Scalar(254))), Guidance::kTooBright);
}

TEST_F(ReaderTest, says_nothing_when_a_code_is_read_or_nobody_is_there) {
  EXPECT_EQ(GuidanceFor(FrameWith(CodePicture(CertificateLikeText(12), 5))), Guidance::kNone);
  cv::Mat hall(720, 1280, CV_8UC1);
  for (int y = 0; y < hall.rows; ++y) hall.row(y).setTo(60 + y / 6);
  EXPECT_EQ(GuidanceFor(hall), Guidance::kNone);
}

TEST_F(ReaderTest, reads_most_frames_of_a_phone_held_to_the_glass) {
  const TestFolder folder;
  const std::string text = CertificateLikeText(13, 300);
  WriteFilm(folder / "film.avi", {text}, 2, 0.2);
  const auto camera = hal::OpenCamera("replay:" + (folder / "film.avi") + "?step=1");
  ASSERT_TRUE(camera);
  int in_a_row = 0;
  int longest_row = 0;
  while (const auto frame = (*camera)->Next(milliseconds(10000))) {
    const auto texts = Texts(reader_.Read(**frame, kFrame));
    if (!texts.empty()) {
      EXPECT_THAT(texts, ElementsAre(text));
    }
    in_a_row = texts.empty() ? 0 : in_a_row + 1;
    longest_row = std::max(longest_row, in_a_row);
  }
  EXPECT_GE(longest_row, 8) << "of the 17 frames in which it is held";
}

}  // namespace
}  // namespace clearway::camera
