#include "tools/clearway/checking_options.h"

#include <gtest/gtest.h>

#include <chrono>

#include "hal/system_clock.h"

namespace clearway::tools {
namespace {

TEST(LoadedTrust, has_no_honest_clock_before_the_issue_of_its_bundle) {
  LoadedTrust trust;
  EXPECT_FALSE(
      AssessTime(hal::BuildMoment() - std::chrono::seconds(1), false, trust.floor()).trusted);
  EXPECT_TRUE(AssessTime(hal::BuildMoment(), false, trust.floor()).trusted);
  const Timestamp issued = hal::BuildMoment() + std::chrono::days(30);
  trust.bundle.emplace().issued_at = issued;
  EXPECT_FALSE(AssessTime(issued - std::chrono::seconds(1), false, trust.floor()).trusted);
  EXPECT_TRUE(AssessTime(issued, false, trust.floor()).trusted);
}

}  // namespace
}  // namespace clearway::tools
