#include "certificate/rules/bundled_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "certificate/rules/judge_journey.h"
#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::rules {
namespace {

using certificate::Answer;
using encoding::Bytes;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Bytes Document(std::string_view json) {
  const encoding::ByteView bytes = encoding::AsBytes(json);
  return {bytes.begin(), bytes.end()};
}

Answer AnswerUnder(const RuleSet& rules, unsigned dose) {
  const auto reading = ReadingWith(certificate::Format::kEuDcc, {Dose(dose, 2)});
  return JudgeJourney(std::span(&reading, 1), kTrusted,
                      {.rules = &rules, .journey = {.destination = "XA"}})
      .answer;
}

TEST(BundledRules, are_absent_from_a_bundle_that_carries_none) {
  keys::TrustBundle bundle;
  EXPECT_FALSE(LoadBundledRules(bundle));
  bundle.value_sets.push_back(Document(R"({"vaccines":["A"]})"));
  EXPECT_FALSE(LoadBundledRules(bundle));
}

TEST(BundledRules, decide_as_those_of_a_folder_do) {
  keys::TrustBundle bundle;
  bundle.rules.push_back(Document(Json({})));
  bundle.value_sets.push_back(Document(R"({"vaccines":["A"]})"));
  const auto rules = LoadBundledRules(bundle);
  ASSERT_TRUE(rules);
  EXPECT_THAT(rules->rules(), SizeIs(1));
  EXPECT_THAT(rules->problems(), IsEmpty());
  EXPECT_TRUE(rules->HasValueSet("vaccines"));
  EXPECT_EQ(AnswerUnder(*rules, 2), Answer::kAccepted);
  EXPECT_EQ(AnswerUnder(*rules, 1), Answer::kRefused);
}

TEST(BundledRules, outlive_the_bundle) {
  std::optional<RuleSet> rules;
  {
    keys::TrustBundle bundle;
    bundle.rules.push_back(Document(Json({})));
    rules = LoadBundledRules(bundle);
  }
  EXPECT_EQ(AnswerUnder(*rules, 2), Answer::kAccepted);
}

TEST(BundledRules, accept_nobody_beside_a_document_that_nobody_can_read) {
  keys::TrustBundle bundle;
  bundle.rules.push_back(Document(Json({})));
  bundle.rules.push_back(Document("{"));
  const auto rules = LoadBundledRules(bundle);
  ASSERT_TRUE(rules);
  ASSERT_THAT(rules->unreadable(), SizeIs(1));
  EXPECT_EQ(rules->unreadable().front().source, "trust bundle, rules 2");
  EXPECT_EQ(AnswerUnder(*rules, 2), Answer::kUndetermined);
}

TEST(BundledRules, are_no_more_than_those_of_a_folder_may_be) {
  keys::TrustBundle bundle;
  bundle.rules.push_back(Document(Json({})));
  bundle.value_sets.assign(RuleSet::kMostDocuments, Document(R"({"tests":["X"]})"));
  EXPECT_THAT(LoadBundledRules(bundle)->unreadable(), SizeIs(1));
}

}  // namespace
}  // namespace clearway::rules
