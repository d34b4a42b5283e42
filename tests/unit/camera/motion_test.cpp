#include "camera/motion.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/unit/camera/made_pictures.h"

namespace clearway::camera {
namespace {

using std::chrono::milliseconds;

class MotionTest : public testing::Test {
 protected:
  static constexpr milliseconds kGlance{67};

  // A hall: shades, lines and a bright lamp.
  static cv::Mat1b Hall() {
    cv::Mat1b hall(720, 1280);
    for (int x = 0; x < hall.cols; ++x) hall.col(x).setTo(60 + x / 16);
    cv::rectangle(hall, {200, 100, 300, 500}, 40, cv::FILLED);
    cv::circle(hall, {1000, 100}, 40, 230, cv::FILLED);
    return hall;
  }
  cv::Mat1b WithNoise(const cv::Mat1b& picture) {
    cv::Mat noise(picture.size(), CV_16S);
    random_.fill(noise, cv::RNG::NORMAL, 0, 9);
    cv::Mat1b noisy;
    cv::add(picture, noise, noisy, cv::noArray(), CV_8U);
    return noisy;
  }
  bool Moves(const cv::Mat1b& picture) {
    now_ += kGlance;
    return watch_.Moves(Eighth(*FrameOf(picture)), now_);
  }
  static cv::Mat1b HandFromTheSide(int reach) {
    cv::Mat1b picture = Hall();
    cv::ellipse(picture, {1280, 450}, {reach, 70}, 0, 0, 360, 170, cv::FILLED);
    return picture;
  }
  cv::RNG random_{7};
  MotionWatch watch_;
  Moment now_{std::chrono::hours(1)};
};

TEST_F(MotionTest, shrinks_a_frame_to_an_eighth) {
  EXPECT_EQ(Eighth(*FrameOf(cv::Mat1b(1080, 1920, std::uint8_t{77}))).size(), cv::Size(240, 135));
  EXPECT_EQ(Eighth(*FrameOf(cv::Mat1b(8, 5, std::uint8_t{77}))).size(), cv::Size(1, 1));
}

TEST_F(MotionTest, sees_none_in_a_cameras_noise) {
  for (int i = 0; i < 30; ++i) EXPECT_FALSE(Moves(WithNoise(Hall()))) << i;
}

TEST_F(MotionTest, sees_none_where_all_light_changes) {
  for (int i = 0; i < 20; ++i) {
    cv::Mat1b lit;
    Hall().convertTo(lit, CV_8U, 1.0 + 0.2 * std::sin(i * 0.9));
    EXPECT_FALSE(Moves(WithNoise(lit))) << i;
  }
}

TEST_F(MotionTest, sees_a_hand_in_the_first_picture_that_shows_it) {
  for (int i = 0; i < 5; ++i) ASSERT_FALSE(Moves(WithNoise(Hall())));
  EXPECT_TRUE(Moves(WithNoise(HandFromTheSide(150))));
}

TEST_F(MotionTest, sees_a_hand_that_comes_slowly) {
  for (int i = 0; i < 5; ++i) ASSERT_FALSE(Moves(Hall()));
  bool seen = false;
  for (int reach = 10; reach < 300 && !seen; reach += 10) seen = Moves(HandFromTheSide(reach));
  EXPECT_TRUE(seen);
}

TEST_F(MotionTest, sees_none_in_what_lies_still) {
  ASSERT_FALSE(Moves(Hall()));
  ASSERT_TRUE(Moves(HandFromTheSide(200)));
  for (int i = 0; i < 4; ++i) (void)Moves(HandFromTheSide(200));
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(Moves(WithNoise(HandFromTheSide(200)))) << i;
}

TEST_F(MotionTest, begins_anew_after_it_forgot_and_with_pictures_of_another_size) {
  ASSERT_FALSE(Moves(Hall()));
  watch_.Forget();
  EXPECT_FALSE(Moves(HandFromTheSide(300)));
  EXPECT_FALSE(Moves(cv::Mat1b(480, 640, std::uint8_t{200})));
}

}  // namespace
}  // namespace clearway::camera
