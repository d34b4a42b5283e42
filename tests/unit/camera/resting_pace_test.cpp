#include "camera/resting_pace.h"

#include <gtest/gtest.h>

namespace clearway::camera {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Moment kBegin{std::chrono::hours(1)};

TEST(RestingPace, reads_five_pictures_a_second_at_most_while_nobody_is_there) {
  for (const int camera_rate : {5, 15, 25, 30, 60}) {
    RestingPace pace;
    int read = 0;
    for (int i = 0; i < 10 * camera_rate; ++i)
      read +=
          pace.Take(kBegin + i * std::chrono::nanoseconds(seconds(1)) / camera_rate, false) ? 1 : 0;
    EXPECT_LE(read, 51) << camera_rate;
    EXPECT_GE(read, 38) << camera_rate;
  }
}

TEST(RestingPace, reads_every_picture_from_the_first_that_shows_a_hand) {
  RestingPace pace;
  ASSERT_TRUE(pace.Take(kBegin, false));
  ASSERT_FALSE(pace.Take(kBegin + milliseconds(67), false));
  EXPECT_GT(pace.RateAfter(kBegin + milliseconds(67)), 0);
  EXPECT_TRUE(pace.Take(kBegin + milliseconds(133), true));
  EXPECT_EQ(pace.RateAfter(kBegin + milliseconds(133)), 0) << "the camera is asked for all of them";
  for (int i = 1; i < 60; ++i)
    EXPECT_TRUE(pace.Take(kBegin + milliseconds(133 + 33 * i), false)) << i;
}

TEST(RestingPace, rests_again_when_nothing_has_moved_for_some_seconds) {
  RestingPace pace;
  (void)pace.Take(kBegin, true);
  EXPECT_FALSE(pace.rests(kBegin + milliseconds(2900)));
  EXPECT_TRUE(pace.rests(kBegin + milliseconds(3100)));
  EXPECT_GT(pace.RateAfter(kBegin + milliseconds(3100)), 0);
}

TEST(RestingPace, stays_awake_while_codes_are_read) {
  RestingPace pace;
  (void)pace.Take(kBegin, true);
  pace.StayAwake(kBegin + seconds(2));
  EXPECT_FALSE(pace.rests(kBegin + seconds(4)));
}

TEST(RestingPace, never_rests_while_the_kiosk_wants_every_picture) {
  RestingPace pace;
  pace.WantAll(true);
  EXPECT_EQ(pace.RateAfter(kBegin), 0);
  for (int i = 0; i < 30; ++i) EXPECT_TRUE(pace.Take(kBegin + milliseconds(33 * i), false));
  pace.WantAll(false);
  EXPECT_TRUE(pace.rests(kBegin + seconds(1)));
}

}  // namespace
}  // namespace clearway::camera
