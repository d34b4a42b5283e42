#include "hal/system_clock.h"

#include <gtest/gtest.h>

namespace clearway::hal {
namespace {

using std::chrono::seconds;

TEST(SystemClock, says_what_the_system_says) {
  const auto before = std::chrono::floor<seconds>(std::chrono::system_clock::now());
  const Timestamp read = SystemClock().Read().wall;
  const auto after = std::chrono::floor<seconds>(std::chrono::system_clock::now());
  EXPECT_LE(before, read);
  EXPECT_LE(read, after);
}

TEST(SystemClock, pretends_another_time_that_goes_on_and_is_not_synchronised) {
  const SystemClock clock{Timestamp(seconds(0))};
  const ClockReading read = clock.Read();
  EXPECT_FALSE(read.synchronised);
  EXPECT_GE(read.wall, Timestamp(seconds(0)));
  EXPECT_LT(read.wall, Timestamp(seconds(3600)));
}

TEST(SystemClock, pretending_1970_is_not_trusted) {
  const ClockReading read = SystemClock{Timestamp(seconds(0))}.Read();
  EXPECT_FALSE(AssessTime(read.wall, read.synchronised, {.build = BuildMoment()}).trusted);
}

TEST(BuildMoment, lies_between_the_first_commit_and_now) {
  EXPECT_GT(BuildMoment(), Timestamp(seconds(1'700'000'000)));
  EXPECT_LE(BuildMoment(), SystemClock().Read().wall);
}

}  // namespace
}  // namespace clearway::hal
