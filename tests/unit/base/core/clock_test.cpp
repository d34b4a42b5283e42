#include "base/core/clock.h"

#include <gtest/gtest.h>

namespace clearway {
namespace {

using std::chrono::seconds;

constexpr TimeFloor kFloor{.build = Timestamp(seconds(1000)),
                           .bundle = Timestamp(seconds(3000)),
                           .last_audit = Timestamp(seconds(2000))};

TEST(AssessTime, trusts_a_synchronised_clock_whatever_it_says) {
  EXPECT_TRUE(AssessTime(Timestamp(seconds(0)), true, kFloor).trusted);
}

TEST(AssessTime, trusts_an_unsynchronised_clock_from_the_newest_known_moment_on) {
  EXPECT_FALSE(AssessTime(Timestamp(seconds(2999)), false, kFloor).trusted);
  EXPECT_TRUE(AssessTime(Timestamp(seconds(3000)), false, kFloor).trusted);
}

TEST(AssessTime, passes_the_wall_clock_on_even_when_it_is_not_trusted) {
  EXPECT_EQ(AssessTime(Timestamp(seconds(5)), false, kFloor).now, Timestamp(seconds(5)));
}

TEST(FormatTimestamp, writes_rfc_3339_in_utc) {
  EXPECT_EQ(FormatTimestamp(Timestamp(seconds(1'614'816'000))), "2021-03-04T00:00:00Z");
}

TEST(FormatTimestamp, knows_the_years_that_nanoseconds_cannot_count_to) {
  EXPECT_EQ(FormatTimestamp(Timestamp(seconds(14'418'032'400))), "2426-11-21T09:00:00Z");
  EXPECT_EQ(FormatTimestamp(Timestamp(seconds(253'402'300'799))), "9999-12-31T23:59:59Z");
}

TEST(FormatTimestamp, knows_the_time_before_the_epoch) {
  EXPECT_EQ(FormatTimestamp(Timestamp(seconds(-1))), "1969-12-31T23:59:59Z");
  EXPECT_EQ(FormatTimestamp(Timestamp(seconds(-62'135'596'800))), "0001-01-01T00:00:00Z");
}

}  // namespace
}  // namespace clearway
