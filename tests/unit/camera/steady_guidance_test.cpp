#include "camera/steady_guidance.h"

#include <gtest/gtest.h>

namespace clearway::camera {
namespace {

using std::chrono::milliseconds;

class SteadyGuidanceTest : public testing::Test {
 protected:
  // Thirty pictures a second that all say this; what is told after the last.
  Guidance See(Guidance seen, milliseconds time) {
    Guidance told = Guidance::kNone;
    for (const Moment end = now_ + time; now_ < end; now_ += milliseconds(33))
      told = guidance_.Next(seen, now_);
    return told;
  }

  SteadyGuidance guidance_;
  Moment now_{std::chrono::hours(1)};
};

TEST_F(SteadyGuidanceTest, is_told_when_it_has_been_the_same_for_a_while) {
  EXPECT_EQ(See(Guidance::kCloser, milliseconds(300)), Guidance::kNone);
  EXPECT_EQ(See(Guidance::kCloser, milliseconds(200)), Guidance::kCloser);
}

TEST_F(SteadyGuidanceTest, stays_through_a_flicker) {
  See(Guidance::kCloser, milliseconds(500));
  EXPECT_EQ(See(Guidance::kNone, milliseconds(100)), Guidance::kCloser);
  EXPECT_EQ(See(Guidance::kGlare, milliseconds(100)), Guidance::kCloser);
  EXPECT_EQ(See(Guidance::kCloser, milliseconds(100)), Guidance::kCloser);
}

TEST_F(SteadyGuidanceTest, is_taken_back_when_it_has_not_been_seen_for_a_second) {
  See(Guidance::kCloser, milliseconds(500));
  Guidance told = Guidance::kCloser;
  for (int i = 0; i < 6; ++i) {
    told = See(Guidance::kHoldStill, milliseconds(100));
    told = See(Guidance::kStraighten, milliseconds(100));
  }
  EXPECT_EQ(told, Guidance::kNone);
}

TEST_F(SteadyGuidanceTest, is_over_when_it_is_forgotten) {
  See(Guidance::kCloser, milliseconds(500));
  guidance_.Forget();
  EXPECT_EQ(guidance_.Next(Guidance::kCloser, now_), Guidance::kNone);
}

}  // namespace
}  // namespace clearway::camera
