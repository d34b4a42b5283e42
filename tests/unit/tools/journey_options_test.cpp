#include "tools/clearway/journey_options.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::tools {
namespace {

namespace fs = std::filesystem;

std::optional<keys::TrustBundle> BundleWithRules() {
  const std::string text = rules::Json({.country = "XC"});
  const encoding::ByteView json = encoding::AsBytes(text);
  keys::TrustBundle bundle;
  bundle.rules.emplace_back(json.begin(), json.end());
  return bundle;
}

TEST(JourneyOptions, judge_under_the_bundles_rules_where_no_folder_is_named) {
  JourneyOptions options;
  const auto loaded = options.Load(BundleWithRules());
  ASSERT_TRUE(loaded) << loaded.error().detail;
  EXPECT_EQ(loaded->rules().size(), 1U);
  EXPECT_EQ(options.journey.destination, "XC");
}

TEST(JourneyOptions, put_a_folder_before_the_bundle) {
  const fs::path folder = fs::path(testing::TempDir()) / ("journey-" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "rule.json") << rules::Json({.country = "XA"});
  JourneyOptions options{.folder = folder.string(), .journey = {}};
  ASSERT_TRUE(options.Load(BundleWithRules()));
  EXPECT_EQ(options.journey.destination, "XA");
  fs::remove_all(folder);
}

TEST(JourneyOptions, know_every_way_to_write_an_origin_and_refuse_what_is_none) {
  for (const char* origin : {"", "BR", "br", "BRA", "bra"}) {
    JourneyOptions options{.folder = "", .journey = {.destination = "XC", .origin = origin}};
    EXPECT_TRUE(options.Load(BundleWithRules())) << origin;
  }
  for (const char* origin : {" BR", "Brazil", "B"}) {
    JourneyOptions options{.folder = "", .journey = {.destination = "XC", .origin = origin}};
    const auto loaded = options.Load(BundleWithRules());
    ASSERT_FALSE(loaded) << origin;
    EXPECT_EQ(loaded.error().fault, Fault::kInvalid) << origin;
  }
}

TEST(JourneyOptions, judge_no_journey_without_any_rules) {
  JourneyOptions options{.folder = "", .journey = {.destination = "XA"}};
  EXPECT_EQ(options.Load(std::nullopt).error().fault, Fault::kInvalid);
  EXPECT_EQ(options.Load(keys::TrustBundle{}).error().fault, Fault::kInvalid);
}

}  // namespace
}  // namespace clearway::tools
