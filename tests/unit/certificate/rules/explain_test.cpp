#include "certificate/rules/explain.h"

#include <gtest/gtest.h>

#include "base/encoding/json.h"

namespace clearway::rules {
namespace {

using encoding::json::Document;

std::string Explained(std::string_view logic, const std::string& data = "") {
  const auto rule = Document::Parse(logic, certlogic::kRuleLimits);
  const auto expression = certlogic::Expression::Compile(rule->root());
  if (data.empty()) return Explain(*expression, std::nullopt);
  const auto input = Document::Parse(data);
  return Explain(*expression, certlogic::FromJson(input->root()));
}

constexpr std::string_view kLogic =
    R"({"if":[{"var":"payload.t.0"},{"and":[{"===":[{"var":"payload.t.0.tr"},"260415000"]},)"
    R"({"before":[{"plusTime":[{"var":"external.validationClock"},0,"day"]},)"
    R"({"plusTime":[{"var":"payload.t.0.sc"},72,"hour"]}]}]},true]})";

TEST(Explain, says_a_rule_in_words) {
  EXPECT_EQ(Explained(kLogic),
            "if payload.t.0\n"
            "  all of these:\n"
            "    payload.t.0.tr is \"260415000\"\n"
            "    external.validationClock is before payload.t.0.sc plus 72 hours\n"
            "else\n"
            "  true\n");
}

TEST(Explain, says_what_each_part_comes_to) {
  const std::string words =
      Explained(kLogic, R"({"payload":{"t":[{"tr":"260415000","sc":"2021-06-01T00:00:00Z"}]},)"
                        R"("external":{"validationClock":"2021-06-09T00:00:00Z"}})");
  EXPECT_NE(words.find("payload.t.0.tr is \"260415000\"   = true\n"), std::string::npos) << words;
  EXPECT_NE(words.find("plus 72 hours   = false\n"), std::string::npos) << words;
}

TEST(Explain, says_why_a_part_cannot_be_evaluated) {
  EXPECT_NE(Explained(kLogic, R"({"payload":{"t":[{}]}})").find("cannot be evaluated: "),
            std::string::npos);
}

}  // namespace
}  // namespace clearway::rules
