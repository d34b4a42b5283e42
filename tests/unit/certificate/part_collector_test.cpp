#include "certificate/part_collector.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::certificate {
namespace {

using std::chrono::milliseconds;

constexpr Moment kStart{std::chrono::seconds(1000)};

TEST(PartCollector, takes_a_code_that_stays_in_view_for_one_event) {
  PartCollector collector;
  EXPECT_EQ(collector.Offer("HC1:A", kStart), "HC1:A");
  for (int frame = 1; frame < 300; ++frame) {
    EXPECT_EQ(collector.Offer("HC1:A", kStart + milliseconds(33 * frame)), std::nullopt) << frame;
  }
}

TEST(PartCollector, takes_a_code_that_comes_back_for_a_new_event) {
  PartCollector collector;
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
  EXPECT_TRUE(collector.Offer("HC1:A", kStart + PartCollector::kAway));
}

TEST(PartCollector, tells_codes_apart) {
  PartCollector collector;
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
  EXPECT_TRUE(collector.Offer("HC1:B", kStart));
  EXPECT_FALSE(collector.Offer("HC1:A", kStart));
}

TEST(PartCollector, forgets_everything_when_it_is_told_to) {
  PartCollector collector;
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
  collector.Forget();
  EXPECT_TRUE(collector.Offer("HC1:A", kStart));
}

TEST(PartCollector, stays_small_whatever_is_shown) {
  PartCollector collector;
  for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(collector.Offer(std::to_string(i), kStart));
}

}  // namespace
}  // namespace clearway::certificate
