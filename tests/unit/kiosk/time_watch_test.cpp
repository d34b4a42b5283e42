#include "kiosk/time_watch.h"

#include <gtest/gtest.h>

namespace clearway::kiosk {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr Timestamp kBuild{seconds(1'795'251'600)};
constexpr bool kSynchronised = true;

TEST(TimeWatch, believes_only_a_synchronised_clock_until_audit_log_and_bundle_have_spoken) {
  TimeWatch time(kBuild);
  EXPECT_FALSE(time.Assess(kBuild + days(2), false).trusted);
  EXPECT_TRUE(time.Assess(kBuild + days(2), kSynchronised).trusted);
  time.TakeAudit(std::nullopt);
  EXPECT_FALSE(time.Assess(kBuild + days(2), false).trusted) << "the bundle may be newer";
  EXPECT_TRUE(time.Assess(kBuild + days(2), kSynchronised).trusted);
  time.TakeBundle(Timestamp{});
  EXPECT_TRUE(time.Assess(kBuild + days(2), false).trusted) << "an empty log, and no bundle";
}

TEST(TimeWatch, doubts_a_clock_before_the_bundle_was_issued) {
  TimeWatch time(kBuild);
  time.TakeAudit(std::nullopt);
  time.TakeBundle(kBuild + days(10));
  EXPECT_FALSE(time.Assess(kBuild + days(10) - seconds(1), false).trusted);
  EXPECT_TRUE(time.Assess(kBuild + days(10), false).trusted);
}

TEST(TimeWatch, doubts_a_clock_before_the_audit_logs_newest_moment) {
  TimeWatch time(kBuild);
  time.TakeBundle(Timestamp{});
  time.TakeAudit(kBuild + days(10));
  EXPECT_FALSE(time.Assess(kBuild + days(10) - seconds(1), false).trusted);
  EXPECT_TRUE(time.Assess(kBuild + days(10), false).trusted);
}

TEST(TimeWatch, doubts_a_clock_that_goes_back_while_it_watches) {
  TimeWatch time(kBuild);
  time.TakeBundle(Timestamp{});
  time.TakeAudit(std::nullopt);
  EXPECT_TRUE(time.Assess(kBuild + days(10), false).trusted);
  EXPECT_FALSE(time.Assess(kBuild + days(2), false).trusted);
  EXPECT_TRUE(time.Assess(kBuild + days(10), false).trusted) << "put right again";
}

TEST(TimeWatch, is_not_talked_down_by_an_older_log_or_bundle) {
  TimeWatch time(kBuild);
  time.TakeAudit(kBuild + days(10));
  time.TakeBundle(kBuild + days(11));
  time.TakeAudit(kBuild + days(1));
  time.TakeAudit(std::nullopt);
  time.TakeBundle(Timestamp{});
  EXPECT_FALSE(time.Assess(kBuild + days(10), false).trusted);
}

TEST(TimeWatch, learns_nothing_from_a_clock_that_it_doubts) {
  TimeWatch time(kBuild);
  EXPECT_FALSE(time.Assess(kBuild + days(10), false).trusted);
  time.TakeAudit(std::nullopt);
  time.TakeBundle(Timestamp{});
  EXPECT_TRUE(time.Assess(kBuild + days(2), false).trusted);
}

// As after a clock ran far into the future: who has a time service is not closed by it.
TEST(TimeWatch, believes_a_synchronised_clock_also_before_the_newest_known_moment) {
  TimeWatch time(kBuild);
  time.TakeAudit(kBuild + days(30'000));
  EXPECT_TRUE(time.Assess(kBuild + days(2), kSynchronised).trusted);
}

}  // namespace
}  // namespace clearway::kiosk
