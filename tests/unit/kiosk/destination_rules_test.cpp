#include "kiosk/destination_rules.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::kiosk {
namespace {

namespace fs = std::filesystem;

Config ConfigFor(const std::string& country) {
  Config config;
  config.country = country;
  config.region = "ISLE";
  config.post = "boarding";
  return config;
}

TEST(DestinationRules, are_none_without_a_folder_or_a_bundle_that_has_some) {
  DestinationRules rules(ConfigFor("XA"));
  EXPECT_EQ(rules.criteria(), nullptr);
  rules.Follow(nullptr);
  EXPECT_EQ(rules.criteria(), nullptr);
}

TEST(DestinationRules, are_those_of_the_bundle_as_long_as_it_has_some) {
  DestinationRules rules(ConfigFor("XA"));
  const rules::RuleSet first;
  const rules::RuleSet second;
  for (const rules::RuleSet* bundled : {&first, &second}) {
    rules.Follow(bundled);
    ASSERT_NE(rules.criteria(), nullptr);
    EXPECT_EQ(rules.criteria()->rules, bundled);
    EXPECT_EQ(rules.criteria()->journey.destination, "XA");
    EXPECT_EQ(rules.criteria()->journey.region, "ISLE");
    EXPECT_EQ(rules.criteria()->journey.post, "boarding");
    EXPECT_EQ(rules.criteria()->journey.origin, "") << "unknown";
  }
  rules.Follow(nullptr);
  EXPECT_EQ(rules.criteria(), nullptr);
}

TEST(DestinationRules, know_whether_the_configured_post_is_one) {
  const rules::RuleSet bundled;
  for (const bool is_one : {true, false}) {
    Config config = ConfigFor("XA");
    if (!is_one) config.post = "bording";
    DestinationRules rules(config);
    rules.Follow(&bundled);
    ASSERT_NE(rules.criteria(), nullptr);
    EXPECT_EQ(rules.criteria()->journey.is_listed_post, is_one);
  }
}

TEST(DestinationRules, of_a_folder_go_before_the_bundle) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("kiosk-rules-" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "rule.json") << rules::Json({});
  Config config = ConfigFor("XA");
  config.rules_folder = folder;
  DestinationRules rules(config);
  fs::remove_all(folder);
  const rules::RuleSet bundled;
  rules.Follow(&bundled);
  ASSERT_NE(rules.criteria(), nullptr);
  EXPECT_EQ(rules.criteria()->rules->rules().size(), 1U);
  rules.Follow(nullptr);
  EXPECT_NE(rules.criteria(), nullptr);
}

TEST(DestinationRules, of_a_folder_that_is_gone_are_rules_that_nobody_knows) {
  Config config = ConfigFor("XA");
  config.rules_folder = "/nonexistent/rules";
  DestinationRules rules(config);
  const rules::RuleSet bundled;
  rules.Follow(&bundled);
  ASSERT_NE(rules.criteria(), nullptr);
  EXPECT_EQ(rules.criteria()->rules->unreadable().size(), 1U);
}

TEST(DestinationRules, are_nobodys_where_the_kiosk_names_no_destination) {
  DestinationRules rules(ConfigFor(""));
  const rules::RuleSet bundled;
  rules.Follow(&bundled);
  EXPECT_EQ(rules.criteria(), nullptr);
}

}  // namespace
}  // namespace clearway::kiosk
