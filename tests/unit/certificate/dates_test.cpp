#include "certificate/dates.h"

#include <gtest/gtest.h>

namespace clearway::certificate {
namespace {

std::string Moment(std::string_view text) {
  const auto moment = ParseDateTime(text);
  return moment ? FormatTimestamp(*moment) : "refused";
}

TEST(Dates, read_days_as_far_as_they_are_known) {
  EXPECT_EQ(ParsePartialDate(""), PartialDate{});
  EXPECT_EQ(ParsePartialDate("1964"), (PartialDate{1964, std::nullopt, std::nullopt}));
  EXPECT_EQ(ParsePartialDate("1964-08"), (PartialDate{1964, 8U, std::nullopt}));
  EXPECT_EQ(ParsePartialDate("1964-08-12"), (PartialDate{1964, 8U, 12U}));
  EXPECT_EQ(ParsePartialDate("2024-02-29"), (PartialDate{2024, 2U, 29U}));
}

TEST(Dates, refuse_days_that_no_calendar_has) {
  for (const char* text :
       {"2023-02-29", "1900-02-29", "1964-00", "1964-13", "1964-08-00", "1964-08-32", "0000", "196",
        "19640812", "1964/08/12", "1964-08-1", "1964-", "1964-08-", " 1964", "1964 "}) {
    EXPECT_EQ(ParsePartialDate(text), std::nullopt) << text;
  }
}

TEST(Dates, read_moments_in_every_spelling_that_issuers_use) {
  EXPECT_EQ(Moment("2021-06-14T12:05:26.170Z"), "2021-06-14T12:05:26Z");
  EXPECT_EQ(Moment("2021-06-09T15:15:34+0200"), "2021-06-09T13:15:34Z");
  EXPECT_EQ(Moment("2021-06-01T00:30:00+05:30"), "2021-05-31T19:00:00Z");
  EXPECT_EQ(Moment("2021-06-01T20:00:00-02"), "2021-06-01T22:00:00Z");
  EXPECT_EQ(Moment("2021-06-08T15:56:26.670297"), "2021-06-08T15:56:26Z");
  EXPECT_EQ(Moment("1969-12-31T23:59:59Z"), "1969-12-31T23:59:59Z");
}

TEST(Dates, refuse_a_moment_that_does_not_say_from_where_if_it_must) {
  EXPECT_FALSE(ParseDateTime("2021-06-08T15:56:26", UtcOffset::kRequired));
  EXPECT_FALSE(ParseDateTime("2021-06-08T15:56:26.67", UtcOffset::kRequired));
  EXPECT_EQ(ParseDateTime("2021-06-08T15:56:26Z", UtcOffset::kRequired),
            ParseDateTime("2021-06-08T17:56:26+02:00", UtcOffset::kRequired));
}

TEST(Dates, refuse_moments_that_are_none) {
  for (const char* text : {"", "2021-06-14", "2021-06-14T", "2021-06-14T12", "2021-06-14T24:00:00Z",
                           "2021-06-14T12:60:00Z", "2021-06-14T12:00:61Z", "2021-06-14T12:00:00ZZ",
                           "2021-06-14T12:00:00+24:00", "2021-06-14T12:00:00+1",
                           "2021-06T12:00:00Z", "2021-06-14X12:00:00Z"}) {
    EXPECT_EQ(Moment(text), "refused") << text;
  }
}

TEST(Dates, count_days_there_and_back) {
  EXPECT_EQ(DayNumber({1970, 1U, 1U}), 0);
  EXPECT_EQ(DayNumber({1899, 12U, 31U}), -25568);
  EXPECT_EQ(DayNumber({1970, 1U, std::nullopt}), std::nullopt);
  EXPECT_EQ(DateOfDayNumber(-25568), (PartialDate{1899, 12U, 31U}));
  EXPECT_EQ(DateOfDayNumber(INT64_MAX), std::nullopt);
  EXPECT_EQ(DateOfDayNumber(INT64_MIN), std::nullopt);
}

TEST(Dates, compare_as_far_as_both_are_known) {
  const auto order = [](const char* one, const char* other) {
    const auto there = CompareKnown(*ParsePartialDate(one), *ParsePartialDate(other));
    const auto back = CompareKnown(*ParsePartialDate(other), *ParsePartialDate(one));
    EXPECT_EQ(there, 0 <=> back) << one << " and " << other;
    return there;
  };
  EXPECT_TRUE(order("2026-08-12", "2026-08-11") > 0);
  EXPECT_TRUE(order("2026-09", "2026-08-31") > 0);
  EXPECT_TRUE(order("2027", "2026-12-31") > 0);
  EXPECT_TRUE(order("2026", "2026-01-01") == 0);
  EXPECT_TRUE(order("2026-08", "2026-08-12") == 0);
  EXPECT_TRUE(order("", "2026-08-12") == 0);
}

TEST(Dates, know_today_where_it_is_latest_and_earliest) {
  const Timestamp evening = *ParseDateTime("2026-08-12T11:00:00Z");
  EXPECT_EQ(LatestToday(evening), (PartialDate{2026, 8U, 13U}));
  EXPECT_EQ(EarliestToday(evening), (PartialDate{2026, 8U, 11U}));
}

}  // namespace
}  // namespace clearway::certificate
