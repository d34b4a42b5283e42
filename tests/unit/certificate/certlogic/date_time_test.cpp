#include "certificate/certlogic/date_time.h"

#include <gtest/gtest.h>

namespace clearway::certlogic {
namespace {

std::string Parsed(std::string_view text) {
  const auto time = ParseDateTime(text);
  return time ? FormatDateTime(*time) : "none";
}

std::string Moved(std::string_view text, std::int64_t amount, TimeUnit unit) {
  const auto time = ParseDateTime(text);
  const auto moved = time ? PlusTime(*time, amount, unit) : std::nullopt;
  return moved ? FormatDateTime(*moved) : "none";
}

TEST(DateTime, is_read_in_every_form_of_the_specification) {
  EXPECT_EQ(Parsed("2021-05-04"), "2021-05-04T00:00:00.000Z");
  EXPECT_EQ(Parsed("2021-05-04T13:37:42"), "2021-05-04T13:37:42.000Z");
  EXPECT_EQ(Parsed("2021-05-04T13:37:42Z"), "2021-05-04T13:37:42.000Z");
  for (const char* offset : {"+2", "+02", "+200", "+0200", "+2:00", "+02:00"}) {
    EXPECT_EQ(Parsed("2021-08-20T12:03:12" + std::string(offset)), "2021-08-20T10:03:12.000Z")
        << offset;
    EXPECT_EQ(Parsed("2021-08-20T12:03:12.5" + std::string(offset)), "2021-08-20T10:03:12.500Z")
        << offset;
  }
  EXPECT_EQ(Parsed("2021-08-20T23:03:12-01:30"), "2021-08-21T00:33:12.000Z");
}

TEST(DateTime, is_cut_down_to_milliseconds) {
  EXPECT_EQ(Parsed("2021-08-01T00:00:00.1Z"), "2021-08-01T00:00:00.100Z");
  EXPECT_EQ(Parsed("2021-08-01T00:00:00.01Z"), "2021-08-01T00:00:00.010Z");
  EXPECT_EQ(Parsed("2021-08-01T00:00:00.0019999Z"), "2021-08-01T00:00:00.001Z");
}

TEST(DateTime, of_a_partial_date_is_the_last_day_that_it_can_mean) {
  EXPECT_EQ(Parsed("2004"), "2004-12-31T00:00:00.000Z");
  EXPECT_EQ(Parsed("2004-02"), "2004-02-29T00:00:00.000Z");
  EXPECT_EQ(Parsed("2003-02"), "2003-02-28T00:00:00.000Z");
  EXPECT_EQ(Parsed("2003-12"), "2003-12-31T00:00:00.000Z");
}

TEST(DateTime, is_none_where_the_text_is_no_date) {
  for (const char* text : {"",
                           "x",
                           "2021-5-4",
                           "2021-13",
                           "2021-02-30",
                           "2021-09-99",
                           "0000",
                           "2021-05-04T",
                           "99999",
                           "2021-05-04 13:37:42",
                           "2021-05-04T13:37",
                           "2021-05-04T24:00:00",
                           "2021-05-04T13:60:00",
                           "2021-05-04T13:37:42.",
                           "2021-05-04T13:37:42.Z",
                           "2021-05-04T13:37:42+",
                           "2021-05-04Z",
                           "2021-05-04T13:37:42+02:0",
                           "2021-05-04T13:37:42+02000",
                           "2021-05-04T13:37:42+25:00",
                           "2021-05-04T13:37:42+001:00",
                           "2021-05-04T13:37:42z",
                           "9999-12-31T23:59:59-23:00"}) {
    EXPECT_EQ(Parsed(text), "none") << text;
  }
}

TEST(DateTime, of_a_birth_has_no_time) {
  EXPECT_TRUE(ParseBirthDate("2004-02-29"));
  EXPECT_FALSE(ParseBirthDate("2004-02-29T00:00:00Z"));
  EXPECT_FALSE(ParseBirthDate(""));
}

TEST(DateTime, moves_by_hours_and_days_without_daylight_saving) {
  EXPECT_EQ(Moved("2021-06-23", -180, TimeUnit::kDay), "2020-12-25T00:00:00.000Z");
  EXPECT_EQ(Moved("2021-06-23", 72, TimeUnit::kHour), "2021-06-26T00:00:00.000Z");
  EXPECT_EQ(Moved("2021-06-23T10:00:00+02:00", -1, TimeUnit::kHour), "2021-06-23T07:00:00.000Z");
}

// The table "Leap days" of the specification, and what ECMAScript's Date does beside it.
TEST(DateTime, runs_over_a_day_that_the_month_has_not) {
  EXPECT_EQ(Moved("2020-02-29", 1, TimeUnit::kDay), "2020-03-01T00:00:00.000Z");
  EXPECT_EQ(Moved("2020-02-29", 1, TimeUnit::kMonth), "2020-03-29T00:00:00.000Z");
  EXPECT_EQ(Moved("2020-02-29", 1, TimeUnit::kYear), "2021-03-01T00:00:00.000Z");
  EXPECT_EQ(Moved("2004-02-29", 18, TimeUnit::kYear), "2022-03-01T00:00:00.000Z");
  EXPECT_EQ(Moved("2020-02-29", 4, TimeUnit::kYear), "2024-02-29T00:00:00.000Z");
  EXPECT_EQ(Moved("2021-01-31", 1, TimeUnit::kMonth), "2021-03-03T00:00:00.000Z");
  EXPECT_EQ(Moved("2020-03-31", -1, TimeUnit::kMonth), "2020-03-02T00:00:00.000Z");
  EXPECT_EQ(Moved("2021-12-01", -12, TimeUnit::kMonth), "2020-12-01T00:00:00.000Z");
  EXPECT_EQ(Moved("2021-01-15", -1, TimeUnit::kMonth), "2020-12-15T00:00:00.000Z");
  EXPECT_EQ(Moved("2021-07-01T12:30:00", 1, TimeUnit::kYear), "2022-07-01T12:30:00.000Z");
}

TEST(DateTime, does_not_leave_the_calendar) {
  for (const TimeUnit unit : {TimeUnit::kYear, TimeUnit::kMonth, TimeUnit::kDay, TimeUnit::kHour}) {
    for (const std::int64_t amount : {99'999'999LL, -99'999'999LL, 9007199254740991LL}) {
      EXPECT_EQ(Moved("2021-05-04", amount, unit), "none") << ToString(unit) << amount;
    }
  }
  EXPECT_EQ(Moved("2021-05-04", -2020, TimeUnit::kYear), "0001-05-04T00:00:00.000Z");
  EXPECT_EQ(Moved("2021-05-04", -2021, TimeUnit::kYear), "none");
}

TEST(TimeUnit, is_one_of_four_words) {
  for (const char* word : {"year", "month", "day", "hour"}) {
    ASSERT_TRUE(ParseTimeUnit(word)) << word;
    EXPECT_STREQ(ToString(*ParseTimeUnit(word)), word);
  }
  EXPECT_FALSE(ParseTimeUnit("days"));
  EXPECT_FALSE(ParseTimeUnit(""));
}

}  // namespace
}  // namespace clearway::certlogic
