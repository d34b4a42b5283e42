#include "certificate/rules/rule_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::rules {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RuleFolder : public ::testing::Test {
 protected:
  RuleFolder() : folder_(fs::path(::testing::TempDir()) / ("rules-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~RuleFolder() override { fs::remove_all(folder_); }

  void Write(const fs::path& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  fs::path folder_;
};

TEST_F(RuleFolder, gives_rules_and_value_sets_of_any_depth_but_no_tests) {
  Write("XA/VR-XA-0001/rule.json", Json({}));
  Write("XA/VR-XA-0001/tests/test001.json", R"({"payload":{},"expected":true})");
  Write("valuesets.json", R"({"vaccines":["A"]})");
  Write("README.md", "no rule");
  const auto rules = LoadRuleFolder(folder_);
  ASSERT_TRUE(rules) << rules.error().detail;
  EXPECT_THAT(rules->rules(), SizeIs(1));
  EXPECT_THAT(rules->problems(), IsEmpty());
  EXPECT_TRUE(rules->HasValueSet("vaccines"));
  EXPECT_EQ(rules->rules().front().heading.source, "XA/VR-XA-0001/rule.json");
}

TEST_F(RuleFolder, names_the_file_that_is_no_rule) {
  Write("torn.json", "{");
  const auto rules = LoadRuleFolder(folder_);
  ASSERT_TRUE(rules);
  ASSERT_THAT(rules->unreadable(), SizeIs(1));
  EXPECT_EQ(rules->unreadable().front().source, "torn.json");
}

TEST_F(RuleFolder, that_is_absent_or_empty_is_no_set_of_rules) {
  EXPECT_EQ(LoadRuleFolder(folder_).error().fault, Fault::kNotFound);
  EXPECT_EQ(LoadRuleFolder(folder_ / "absent").error().fault, Fault::kNotFound);
}

}  // namespace
}  // namespace clearway::rules
