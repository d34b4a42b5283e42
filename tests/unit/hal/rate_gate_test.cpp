#include "hal/rate_gate.h"

#include <gtest/gtest.h>

namespace clearway::hal {
namespace {

constexpr GstClockTime kFrame = GST_SECOND / 30;

TEST(PassRule, lets_every_picture_of_a_camera_through_where_no_rate_is_asked_for) {
  PassRule rule;
  for (GstClockTime i = 0; i < 90; ++i) EXPECT_TRUE(rule.Passes(i * kFrame, i * kFrame, 0)) << i;
}

TEST(PassRule, lets_no_more_through_than_the_rate_asked_for) {
  PassRule rule;
  int passed = 0;
  for (GstClockTime i = 0; i < 300; ++i)
    passed += rule.Passes(i * kFrame, i * kFrame, GST_SECOND / 5 - GST_MSECOND) ? 1 : 0;
  EXPECT_EQ(passed, 50);
}

TEST(PassRule, drops_what_became_old_before_it_was_decoded) {
  PassRule rule;
  ASSERT_TRUE(rule.Passes(0, 0, 0));
  // The machine was busy for six pictures' time, which wait in line.
  const GstClockTime now = 6 * kFrame;
  for (GstClockTime i = 1; i <= 3; ++i) EXPECT_FALSE(rule.Passes(i * kFrame, now, 0)) << i;
  for (GstClockTime i = 4; i <= 6; ++i) EXPECT_TRUE(rule.Passes(i * kFrame, now, 0)) << i;
}

TEST(PassRule, is_never_blind_for_long_on_a_machine_that_is_always_late) {
  PassRule rule;
  int passed = 0;
  for (GstClockTime i = 0; i < 300; ++i)
    passed += rule.Passes(i * kFrame, i * kFrame + GST_SECOND, 0) ? 1 : 0;
  EXPECT_GE(passed, 30);
}

TEST(PassRule, begins_anew_with_a_film_that_does) {
  PassRule rule;
  ASSERT_TRUE(rule.Passes(100 * kFrame, 100 * kFrame, GST_SECOND / 5));
  EXPECT_TRUE(rule.Passes(0, 0, GST_SECOND / 5));
  EXPECT_FALSE(rule.Passes(kFrame, kFrame, GST_SECOND / 5));
}

}  // namespace
}  // namespace clearway::hal
