// A certificate in several codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk.h"

namespace clearway::session {
namespace {

using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

PartRead Part(unsigned index, unsigned held, unsigned count = 2) {
  return {kMarker + std::to_string(index), held, count};
}

TEST(Parts, begin_a_session_that_says_how_many_are_read) {
  Kiosk kiosk;
  kiosk.Do(Part(1, 1, 3));
  EXPECT_TRUE(kiosk.state.session_open);
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning);
  EXPECT_EQ(kiosk.state.hint, Hint::kPartRead);
  EXPECT_EQ(kiosk.state.parts_held, 1U);
  EXPECT_EQ(kiosk.state.parts_count, 3U);
  EXPECT_THAT(kiosk.Effects<Forget>(), IsEmpty()) << "the part would be forgotten too";
  kiosk.Do(Part(3, 2, 3));
  EXPECT_EQ(kiosk.state.parts_held, 2U);
}

TEST(Parts, are_counted_on_the_screen_until_the_certificate_is_read) {
  Kiosk kiosk;
  kiosk.Do(Part(1, 1));
  kiosk.Wait(seconds(30));
  EXPECT_EQ(kiosk.state.hint, Hint::kPartRead);
  kiosk.Do(Part(2, 2));
  kiosk.ReadGood("LI");
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  EXPECT_EQ(kiosk.state.hint, Hint::kNone);
}

TEST(Parts, are_activity_when_they_are_new_and_none_when_they_lie_there) {
  Kiosk kiosk;
  kiosk.Do(Part(1, 1));
  kiosk.Wait(seconds(44));
  kiosk.Do(Part(1, 1));
  kiosk.Wait(seconds(1));
  EXPECT_TRUE(kiosk.state.asking_for_time);
  kiosk.Do(Part(2, 2, 3));
  EXPECT_FALSE(kiosk.state.asking_for_time);
}

TEST(Parts, are_forgotten_with_their_session) {
  Kiosk kiosk;
  kiosk.Do(Part(1, 1));
  kiosk.Wait(seconds(65));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.Effects<Forget>(), SizeIs(1));
  EXPECT_EQ(kiosk.state.parts_held, 0U);
}

TEST(Parts, are_not_kept_where_nobody_is_and_no_code_is_taken) {
  Kiosk kiosk;
  kiosk.Do(AuditChanged{false});
  ASSERT_EQ(kiosk.state.screen, Screen::kOutOfService);
  kiosk.Do(Part(1, 1));
  EXPECT_THAT(kiosk.Effects<ForgetParts>(), SizeIs(1));
  EXPECT_FALSE(kiosk.state.session_open);
}

TEST(Parts, of_the_last_traveller_begin_no_session_and_are_not_kept) {
  Kiosk kiosk;
  kiosk.Do(Part(1, 1));
  kiosk.Do(Part(2, 2));
  kiosk.ReadGood("LI");
  kiosk.Press(Action::kFinish);
  kiosk.Wait(seconds(6));
  kiosk.effects.clear();
  kiosk.Do(Part(1, 1));
  kiosk.Do(Part(2, 1));
  EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  EXPECT_THAT(kiosk.Effects<ForgetParts>(), SizeIs(2));
  kiosk.Wait(seconds(10));
  kiosk.Do(Part(1, 1));
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning) << "it was away: somebody shows it";
}

TEST(Parts, that_were_read_take_nobody_away_from_their_answer) {
  Kiosk kiosk;
  kiosk.Do(Part(1, 1));
  kiosk.Do(Part(2, 2));
  kiosk.ReadGood("LI");
  kiosk.Do(Part(1, 1));
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
  kiosk.Do(Part(3, 1));
  EXPECT_EQ(kiosk.state.screen, Screen::kScanning) << "of another certificate";
  kiosk.Press(Action::kBack);
  EXPECT_EQ(kiosk.state.screen, Screen::kVerdict);
}

}  // namespace
}  // namespace clearway::session
