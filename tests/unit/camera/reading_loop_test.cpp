#include "camera/reading_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <opencv2/imgproc.hpp>

#include "tests/unit/camera/made_pages.h"
#include "tests/unit/camera/scripted_camera.h"

namespace clearway::camera {
namespace {

using hal::DeviceCode;
using hal::DeviceState;
using testing::Contains;

const cv::Size kSize(640, 480);

cv::Mat1b Hall() {
  cv::Mat1b hall(kSize);
  for (int x = 0; x < hall.cols; ++x) hall.col(x).setTo(60 + x / 16);
  return hall;
}

cv::Mat1b With(const cv::Mat& thing, cv::Mat1b picture) {
  thing.copyTo(picture(cv::Rect((kSize - thing.size()) / 2, thing.size())));
  return picture;
}

// Runs the loop over a script until the camera is unplugged, and keeps what it told the kiosk.
class ReadingLoopTest : public testing::Test {
 protected:
  void Play(const ScriptedCamera::Script& script, double seconds,
            const std::vector<ReaderCommand>& commands = {}) {
    int ends[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), 0);
    const UniqueFd ours(ends[0]);
    KioskLink kiosk{UniqueFd(ends[1])};
    socket_ = ours.get();
    for (const ReaderCommand& command : commands) Command(command);
    auto memory = PreviewMemory::Create();
    ASSERT_TRUE(memory);
    auto camera = std::make_unique<ScriptedCamera>(script, seconds, device_, log_);
    ReadingLoop loop(std::move(camera), kiosk, PreviewWriter(*std::move(memory)));
    end_ = loop.Run();
    frames_ = loop.frames();
    Listen(ours.get());
  }
  // Scripts may do so, too.
  void Command(const ReaderCommand& command) const {
    const auto bytes = Encode(command);
    EXPECT_EQ(send(socket_, bytes.data(), bytes.size(), 0), ssize_t(bytes.size()));
  }
  [[nodiscard]] std::vector<double> GivenBetween(double from, double to) const {
    std::vector<double> given;
    for (const double at : log_.given) {
      if (at >= from && at < to) given.push_back(at);
    }
    return given;
  }

  hal::SimulatedDevice device_ = hal::Webcam();
  ScriptedCamera::Log log_;
  LoopEnd end_ = LoopEnd::kAsked;
  std::uint64_t frames_ = 0;
  std::vector<std::string> texts_;
  std::vector<hal::DeviceStatus> statuses_;
  std::vector<std::vector<std::string>> zones_;  // in turn, each sight of the same once
  std::vector<Guidance> guidance_;

 private:
  int socket_ = -1;

  void Listen(int socket) {
    std::vector<std::uint8_t> buffer(kMaxMessageBytes);
    for (ssize_t size; (size = recv(socket, buffer.data(), buffer.size(), 0)) > 0;) {
      const auto message =
          ParseReaderMessage(std::span(buffer).first(static_cast<std::size_t>(size)));
      ASSERT_TRUE(message);
      if (const auto* codes = std::get_if<CodesInPicture>(&*message)) {
        for (const Code& code : codes->codes) texts_.push_back(code.text);
      } else if (const auto* state = std::get_if<CameraState>(&*message)) {
        statuses_.push_back(state->status);
      } else if (const auto* zone = std::get_if<ZoneInPicture>(&*message)) {
        if (zones_.empty() || zones_.back() != zone->lines) zones_.push_back(zone->lines);
      } else if (const auto* said = std::get_if<GuidanceForHand>(&*message)) {
        guidance_.push_back(said->guidance);
      }
    }
  }
};

TEST_F(ReadingLoopTest, reads_five_pictures_a_second_at_most_while_nobody_is_there) {
  Play([](double, double) { return Hall(); }, 10);
  EXPECT_LE(frames_, 51U);
  EXPECT_GE(frames_, 45U);
}

TEST_F(ReadingLoopTest, takes_every_picture_within_100_ms_of_a_hand) {
  for (double hand = 1.0; hand < 1.2; hand += 0.029) {
    log_ = {};
    Play(
        [&](double now, double) {
          cv::Mat1b picture = Hall();
          if (now >= hand) cv::ellipse(picture, {640, 300}, {120, 50}, 0, 0, 360, 170, cv::FILLED);
          return picture;
        },
        1.5);
    ASSERT_FALSE(log_.rates.empty());
    const auto [when, rate] = log_.rates.back();
    EXPECT_EQ(rate, 0);
    EXPECT_GE(when, hand);
    EXPECT_LT(when, hand + 0.1) << "a hand at " << hand;
    const auto given = GivenBetween(when, 1.5);
    EXPECT_EQ(std::ssize(given), std::lround((1.5 - when) * 30)) << "a hand at " << hand;
  }
}

TEST_F(ReadingLoopTest, takes_every_picture_while_the_kiosk_wants_them) {
  Play([](double, double) { return Hall(); }, 2, {SetPace{Pace::kFull}});
  EXPECT_EQ(frames_, 60U);
}

TEST_F(ReadingLoopTest, reads_nothing_that_was_taken_before_it_was_told_to_forget) {
  const cv::Mat1b picture = With(CodePicture(CertificateLikeText(33, 200), 5), Hall());
  Play([&](double, double) { return picture; }, 1, {SetPace{Pace::kFull}, ForgetEverything{2}});
  EXPECT_EQ(frames_, 0U);
  EXPECT_THAT(texts_, testing::IsEmpty());
}

TEST_F(ReadingLoopTest, reads_a_phone_that_is_washed_out_under_the_cameras_own_exposure) {
  const std::string text = CertificateLikeText(31, 300);
  // In the light of this hall the screen's black is brighter than the sensor's end, too.
  cv::Mat1w screen;
  CodePicture(text, 5).convertTo(screen, CV_16U, 4, 300);
  const auto seen = [&](double now, double light) {
    cv::Mat1b picture;
    Hall().convertTo(picture, CV_8U, light);
    if (now < 1 || now > 3) return picture;
    cv::Mat1b shown;
    screen.convertTo(shown, CV_8U, light);
    return With(shown, picture);
  };
  ASSERT_EQ(cv::countNonZero(seen(2, 1) == 255), screen.total()) << "nothing of it can be read";
  Play(seen, 6.5);
  EXPECT_THAT(texts_, Contains(text));
  EXPECT_EQ(device_.At(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY);
}

TEST_F(ReadingLoopTest, leaves_the_exposure_alone_for_a_window_that_is_always_there) {
  int manual = 0;
  Play(
      [&](double, double) {
        manual += device_.At(V4L2_CID_EXPOSURE_AUTO) == V4L2_EXPOSURE_MANUAL ? 1 : 0;
        return With(cv::Mat(300, 300, CV_8UC1, cv::Scalar(255)), Hall());
      },
      10);
  EXPECT_EQ(manual, 0);
}

// A code that is too far away to be read.
cv::Mat1b Poster() {
  cv::Mat small;
  cv::resize(CodePicture(CertificateLikeText(10), 4), small, {80, 80}, 0, 0, cv::INTER_AREA);
  cv::Mat1b wall(720, 1280, std::uint8_t{90});
  small.copyTo(wall(cv::Rect(600, 320, small.cols, small.rows)));
  return wall;
}

TEST_F(ReadingLoopTest, rests_before_a_poster_and_wakes_for_a_hand_before_it) {
  constexpr double kHand = 10.02;
  Play(
      [](double now, double) {
        cv::Mat1b picture = Poster();
        if (now >= kHand) cv::ellipse(picture, {1280, 450}, {240, 90}, 0, 0, 360, 170, cv::FILLED);
        return picture;
      },
      11);
  EXPECT_THAT(guidance_, testing::ElementsAre(Guidance::kCloser));
  ASSERT_FALSE(log_.rates.empty());
  const auto [woken, rate] = log_.rates.back();
  EXPECT_EQ(rate, 0);
  EXPECT_GE(woken, kHand);
  EXPECT_LT(woken, kHand + 0.1);
  EXPECT_LE(std::ssize(log_.given) - std::ssize(GivenBetween(0, kHand)), 30);
  EXPECT_LE(frames_, 51U + 30U) << "five a second, and every one of the last second";
}

TEST_F(ReadingLoopTest, takes_guidance_back_at_a_films_end) {
  Play(
      [&](double now, double) -> Result<cv::Mat1b> {
        if (now < 2) return Poster();
        Command(StopReading{});
        return Fail(Fault::kNotFound, "over");
      },
      3, {SetPace{Pace::kFull}});
  EXPECT_THAT(guidance_, testing::ElementsAre(Guidance::kCloser, Guidance::kNone));
}

TEST_F(ReadingLoopTest, reads_a_phone_and_a_passport_that_are_held_up_together) {
  const auto lines = ZoneLines(encoding::mrz::Format::kTd3, 12);
  HeldPage page(lines, 12);
  const std::string text = CertificateLikeText(34, 200);
  const cv::Mat1b code = CodePicture(text, 4);
  Play(
      [&](double, double) {
        const cv::Mat1b passport = page.NextPicture();
        cv::Mat1b both(std::max(passport.rows, code.rows), passport.cols + code.cols,
                       std::uint8_t{90});
        passport.copyTo(both(cv::Rect({0, 0}, passport.size())));
        code.copyTo(both(cv::Rect({passport.cols, 0}, code.size())));
        return both;
      },
      1.2, {SetPace{Pace::kFull}});
  EXPECT_THAT(texts_, Contains(text));
  EXPECT_THAT(zones_, testing::ElementsAre(lines));
}

TEST_F(ReadingLoopTest, guides_whoever_holds_up_a_passport_to_hold_it_still_until_it_is_read) {
  auto lines = ZoneLines(encoding::mrz::Format::kTd3, 5);
  char& digit = lines[1][9];  // that checks the number, so that the zone is never sure
  digit = digit == '9' ? '0' : static_cast<char>(digit + 1);
  HeldPage unsure(lines, 5);
  int manual = 0;
  Play(
      [&](double, double) {
        manual += device_.At(V4L2_CID_EXPOSURE_AUTO) == V4L2_EXPOSURE_MANUAL ? 1 : 0;
        return unsure.NextPicture();
      },
      1.2, {SetPace{Pace::kFull}});
  EXPECT_THAT(zones_, testing::IsEmpty());
  EXPECT_THAT(guidance_, testing::ElementsAre(Guidance::kHoldStill));
  EXPECT_EQ(manual, 0) << "its exposure is good as it is";
}

TEST_F(ReadingLoopTest, says_nothing_of_a_passport_that_has_been_read) {
  HeldPage page(ZoneLines(encoding::mrz::Format::kTd3, 12), 12);
  Play([&](double, double) { return page.NextPicture(); }, 1.2, {SetPace{Pace::kFull}});
  EXPECT_EQ(zones_.size(), 1U);
  EXPECT_THAT(guidance_, testing::IsEmpty());
}

TEST_F(ReadingLoopTest, says_that_a_camera_which_was_unplugged_cannot_be_reached) {
  Play([](double, double) { return Hall(); }, 0.5);
  EXPECT_EQ(end_, LoopEnd::kCameraLost);
  EXPECT_THAT(statuses_,
              testing::ElementsAre(
                  hal::DeviceStatus{DeviceState::kReady, DeviceCode::kOk},
                  hal::DeviceStatus{DeviceState::kUnavailable, DeviceCode::kNotReachable}));
}

TEST_F(ReadingLoopTest, goes_on_after_pictures_that_are_none) {
  const std::string text = CertificateLikeText(32, 200);
  Play(
      [&](double now, double) -> Result<cv::Mat1b> {
        if (now < 1) return Fail(Fault::kInvalid, "damaged");
        if (now < 2) return cv::Mat1b(1, 1, std::uint8_t{0});
        return With(CodePicture(text, 5), Hall());
      },
      3);
  EXPECT_THAT(texts_, Contains(text));
}

TEST_F(ReadingLoopTest, survives_a_camera_whose_pictures_change_their_size) {
  Play(
      [&](double now, double) {
        const int side = 8 + static_cast<int>(now * 1000) % 300;
        return cv::Mat1b(side, 2 * side, std::uint8_t{128});
      },
      2, {SetPace{Pace::kFull}});
  EXPECT_EQ(frames_, 60U);
}

}  // namespace
}  // namespace clearway::camera
