#include "certificate/rules/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/certificate/rules/example_rules.h"

namespace clearway::rules {
namespace {

using encoding::json::Document;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Read {
  std::string text;
  Document document;
  std::vector<Problem> problems;
  Rule rule;

  explicit Read(std::string json)
      : text(std::move(json)),
        document(*Document::Parse(text, certlogic::kRuleLimits)),
        rule(ReadRule(document.root(), "rule.json", problems)) {}

  [[nodiscard]] std::vector<std::string> What() const {
    std::vector<std::string> what;
    for (const Problem& problem : problems) what.push_back(problem.what);
    return what;
  }
};

TEST(Rule, is_read_as_the_gateway_writes_it) {
  const Read read(Json({}));
  EXPECT_THAT(read.What(), IsEmpty());
  EXPECT_EQ(read.rule.heading.identifier, "VR-XA-0001");
  EXPECT_EQ(read.rule.heading.country, "XA");
  EXPECT_EQ(read.rule.subject, Subject::kVaccination);
  EXPECT_FALSE(read.rule.invalidates);
  EXPECT_EQ(TextFor(read.rule.heading.description, "de"), "Alle Dosen werden gebraucht.");
  EXPECT_TRUE(read.rule.condition.logic);
}

TEST(Rule, may_say_for_whom_it_is_in_members_of_ours) {
  const Read read(
      Json({.type = "Invalidation",
            .more = R"(,"Clearway":{"Posts":["boarding"],"Origins":["XC"],"Formats":["shc"],)"
                    R"("Diseases":["16541001"],"Decisive":true})"}));
  EXPECT_THAT(read.What(), IsEmpty());
  EXPECT_TRUE(read.rule.invalidates);
  EXPECT_TRUE(read.rule.decisive);
  EXPECT_THAT(read.rule.heading.posts, ElementsAre("boarding"));
  EXPECT_THAT(read.rule.heading.origins, ElementsAre("XC"));
  EXPECT_THAT(read.rule.formats, ElementsAre(certificate::Format::kSmartHealthCard));
  EXPECT_THAT(read.rule.diseases, ElementsAre("16541001"));
}

TEST(Rule, names_every_mistake_in_it) {
  const Read read(Json({.identifier = "a b",
                        .type = "Maybe",
                        .country = "Xanadu",
                        .subject = "Horoscope",
                        .logic = R"({"foo":[1]})",
                        .version = "1.0",
                        .valid_from = "soon",
                        .more = R"(,"Clearway":{"Posts":"all","Formats":["fax"]})"}));
  EXPECT_THAT(read.What(),
              ElementsAre(HasSubstr("Identifier"), HasSubstr("Country"), HasSubstr("Version"),
                          HasSubstr("ValidFrom"), HasSubstr("Type"), HasSubstr("CertificateType"),
                          HasSubstr("unrecognised operator: \"foo\""), HasSubstr("Posts"),
                          HasSubstr("fax")));
}

TEST(Rule, says_nothing_in_members_of_ours_that_are_written_wrongly) {
  for (const char* own :
       {R"({"Decisive":"true"})", R"({"Decisive":1})", R"({"Decisive":null})",
        R"({"decisive":true})", R"([{"Decisive":true}])", R"("Decisive")",
        R"({"Formats":["shc","SHC"]})", R"({"Posts":["entry",1]})", R"({"Origins":["Brazil"]})"}) {
    const Read read(Json({.more = std::string(R"(,"Clearway":)") + own}));
    EXPECT_THAT(read.What(), ::testing::SizeIs(1)) << own;
    EXPECT_FALSE(read.rule.condition.logic) << own;
    EXPECT_EQ(read.rule.condition.problem, read.problems.front().what) << own;
    EXPECT_TRUE(read.rule.decisive) << own;
    EXPECT_THAT(read.rule.heading.posts, IsEmpty()) << own;
    EXPECT_THAT(read.rule.formats, IsEmpty()) << own;
  }
  EXPECT_FALSE(Read(Json({.more = R"(,"Clearway":{"Decisive":false})"})).rule.decisive);
}

TEST(Rule, of_an_unknown_engine_has_no_logic) {
  EXPECT_FALSE(Read(Json({.engine_version = "2.0.0"})).rule.condition.logic);
  std::string json = Json({});
  json.replace(json.find("CERTLOGIC"), 9, "PROLOG   ");
  EXPECT_FALSE(Read(json).rule.condition.logic);
}

TEST(Rule, knows_the_value_sets_that_it_looks_into) {
  const Read read(Json(
      {.logic = R"({"in":[{"var":"payload.v.0.mp"},{"var":"external.valueSets.vaccines"}]})"}));
  EXPECT_THAT(read.rule.condition.value_sets, ElementsAre("vaccines"));
}

TEST(Rule, without_any_member_is_a_rule_that_nobody_can_apply) {
  const Read read("{}");
  EXPECT_FALSE(read.rule.condition.logic);
  EXPECT_FALSE(read.rule.condition.problem.empty());
  EXPECT_TRUE(read.rule.heading.country.empty());
}

}  // namespace
}  // namespace clearway::rules
