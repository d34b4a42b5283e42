#include "camera/bracket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace clearway::camera {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class BracketTest : public testing::Test {
 protected:
  // Shows the same for so long, thirty times a second; the settings asked for meanwhile, each once.
  std::vector<hal::CameraSetting> Show(Sight sight, milliseconds length) {
    std::vector<hal::CameraSetting> asked;
    for (const Moment end = now_ + length; now_ < end; now_ += milliseconds(33)) {
      const hal::CameraSetting before = bracket_.setting();
      const hal::CameraSetting after = bracket_.Next(sight, now_);
      if (after != before) asked.push_back(after);
    }
    return asked;
  }
  static auto Stops(int stops) { return Field(&hal::CameraSetting::stops, stops); }
  static auto Automatic() { return testing::Eq(hal::CameraSetting{}); }

  Bracket bracket_;
  Moment now_{std::chrono::hours(1)};
};

TEST_F(BracketTest, leaves_the_camera_alone_while_nothing_is_there) {
  EXPECT_THAT(Show(Sight::kNothing, seconds(60)), IsEmpty());
}

TEST_F(BracketTest, leaves_the_camera_alone_while_codes_are_read) {
  EXPECT_THAT(Show(Sight::kRead, seconds(10)), IsEmpty());
}

TEST_F(BracketTest, gives_a_hand_a_moment_first) {
  EXPECT_THAT(Show(Sight::kUnread, milliseconds(250)), IsEmpty());
  EXPECT_THAT(Show(Sight::kRead, seconds(1)), IsEmpty());
}

TEST_F(BracketTest, takes_less_and_less_light_from_what_is_too_bright_then_returns_to_automatic) {
  EXPECT_THAT(Show(Sight::kTooBright, milliseconds(1800)),
              ElementsAre(Stops(-1), Stops(-2), Stops(-3), Automatic()));
}

TEST_F(BracketTest, gives_more_and_more_light_to_what_is_too_dark) {
  EXPECT_THAT(Show(Sight::kTooDark, milliseconds(1800)),
              ElementsAre(Stops(1), Stops(2), Stops(3), Automatic()));
}

TEST_F(BracketTest, tries_light_and_at_last_focus_on_a_code_that_is_not_read) {
  const auto asked = Show(Sight::kUnread, milliseconds(2600));
  ASSERT_GE(asked.size(), 5U);
  EXPECT_EQ(asked[0].stops, -1);
  EXPECT_EQ(asked[2].stops, 1);
  EXPECT_FALSE(asked[2].focus);
  EXPECT_TRUE(asked[3].focus);
  EXPECT_EQ(asked.back(), hal::CameraSetting{});
}

TEST_F(BracketTest, keeps_what_helped_while_codes_are_read_and_a_little_longer) {
  Show(Sight::kTooBright, milliseconds(700));
  ASSERT_EQ(bracket_.setting().stops, -2);
  EXPECT_THAT(Show(Sight::kRead, seconds(5)), IsEmpty());
  EXPECT_EQ(bracket_.setting().stops, -2);
  EXPECT_THAT(Show(Sight::kNothing, milliseconds(1500)), IsEmpty());
  EXPECT_THAT(Show(Sight::kNothing, milliseconds(1500)), ElementsAre(Automatic()));
}

TEST_F(BracketTest, leaves_the_camera_to_its_automatic_when_the_hand_has_gone) {
  Show(Sight::kTooBright, milliseconds(400));
  ASSERT_EQ(bracket_.setting().stops, -1);
  Show(Sight::kNothing, seconds(1));
  EXPECT_EQ(bracket_.setting(), hal::CameraSetting{});
}

TEST_F(BracketTest, gives_up_on_what_nothing_helps_until_it_has_gone) {
  EXPECT_EQ(Show(Sight::kTooBright, seconds(60)).size(), 3U * 4U);
  Show(Sight::kNothing, seconds(1));
  EXPECT_THAT(Show(Sight::kTooBright, milliseconds(400)), ElementsAre(Stops(-1)));
}

TEST_F(BracketTest, says_while_the_light_changes_because_it_asked_for_it) {
  EXPECT_FALSE(bracket_.Settling(now_));
  Show(Sight::kTooBright, milliseconds(400));
  EXPECT_TRUE(bracket_.Settling(now_));
  Show(Sight::kNothing, seconds(1));
  EXPECT_TRUE(bracket_.Settling(now_));
  Show(Sight::kNothing, seconds(1));
  EXPECT_FALSE(bracket_.Settling(now_));
}

TEST_F(BracketTest, begins_anew_for_the_next_traveller) {
  Show(Sight::kTooBright, milliseconds(400));
  bracket_.Reset();
  EXPECT_EQ(bracket_.setting(), hal::CameraSetting{});
  EXPECT_FALSE(bracket_.Settling(now_));
}

}  // namespace
}  // namespace clearway::camera
