#include "certificate/sample_time.h"

#include <gtest/gtest.h>

#include "certificate/dates.h"

namespace clearway::certificate {
namespace {

TEST(SampleTime, is_a_moment_whose_zone_may_be_missing) {
  for (const auto& [text, is_assumed] :
       {std::pair("2026-05-31T06:15:00Z", false), std::pair("2026-05-31T06:15:00+02:00", false),
        std::pair("2026-05-31T06:15:00", true)}) {
    certificate::Test test;
    EXPECT_TRUE(ReadSampleTime(text, test)) << text;
    EXPECT_EQ(test.sampled_at, ParseDateTime(text)) << text;
    EXPECT_EQ(test.is_zone_assumed, is_assumed) << text;
    EXPECT_EQ(test.sampled_on, (PartialDate{2026, 5U, 31U})) << text;
  }
}

TEST(SampleTime, may_be_a_day) {
  certificate::Test test;
  EXPECT_TRUE(ReadSampleTime("2026-05", test));
  EXPECT_EQ(test.sampled_at, std::nullopt);
  EXPECT_FALSE(test.is_zone_assumed);
  EXPECT_EQ(test.sampled_on, (PartialDate{2026, 5U, std::nullopt}));
}

TEST(SampleTime, is_none_where_nothing_or_something_else_is_written) {
  for (const char* text : {"", "yesterday", "2026-02-30T06:15:00Z"}) {
    certificate::Test test;
    EXPECT_FALSE(ReadSampleTime(text, test)) << text;
    EXPECT_EQ(test.sampled_at, std::nullopt) << text;
  }
}

}  // namespace
}  // namespace clearway::certificate
