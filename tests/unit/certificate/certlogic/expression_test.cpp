#include "certificate/certlogic/expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding/canonical_json.h"

namespace clearway::certlogic {
namespace {

using encoding::json::Document;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Each issue as "where: message".
std::vector<std::string> IssuesOf(std::string_view logic) {
  const auto document = Document::Parse(logic, kRuleLimits);
  EXPECT_TRUE(document) << logic;
  std::vector<std::string> issues;
  for (const Issue& issue : Expression::Check(document->root())) {
    issues.push_back(encoding::CanonicalJson(issue.expression) + ": " + issue.message);
  }
  EXPECT_EQ(Expression::Compile(document->root()).has_value(), issues.empty()) << logic;
  return issues;
}

std::string Nested(std::size_t levels) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += R"({"!":[)";
  text += "true";
  for (std::size_t i = 0; i < levels; ++i) text += "]}";
  return text;
}

TEST(Expression, takes_every_operation_of_the_specification) {
  for (const char* logic : {R"("")",
                            "0",
                            "-7",
                            "true",
                            R"(["a",[1,{"var":"x"}]])",
                            R"({"var":""})",
                            R"({"var":"x.0.y"})",
                            R"({"if":[1,2,3]})",
                            R"({"and":[1,2]})",
                            R"({"and":[1,2,3,4]})",
                            R"({"!":[1]})",
                            R"({"===":[1,2]})",
                            R"({"in":[1,[1]]})",
                            R"({"+":[1,2]})",
                            R"({"<":[1,2]})",
                            R"({">":[1,2,3]})",
                            R"({"<=":[1,2]})",
                            R"({">=":[1,2]})",
                            R"({"after":[1,2]})",
                            R"({"before":[1,2,3]})",
                            R"({"not-after":[1,2]})",
                            R"({"not-before":[1,2]})",
                            R"({"plusTime":[{"var":"x"},-1,"month"]})",
                            R"({"reduce":[[],1,2]})",
                            R"({"extractFromUVCI":["x",0]})",
                            R"({"dccDateOfBirth":["2004"]})"}) {
    EXPECT_THAT(IssuesOf(logic), IsEmpty()) << logic;
  }
}

TEST(Expression, refuses_what_is_no_expression) {
  EXPECT_THAT(IssuesOf("null"), ElementsAre("null: invalid CertLogic expression"));
  EXPECT_THAT(IssuesOf("3.14"), ElementsAre("3.14: 3.14 is a non-integer number"));
  EXPECT_THAT(IssuesOf("{}"),
              ElementsAre("{}: expression object must have exactly one key, but it has 0"));
  EXPECT_THAT(IssuesOf(R"({"all":[]})"),
              ElementsAre(R"({"all":[]}: unrecognised operator: "all")"));
  EXPECT_THAT(IssuesOf(R"({"!":true})"), ElementsAre(HasSubstr("operation not of the form")));
  EXPECT_THAT(IssuesOf(R"({"var":0})"), ElementsAre(HasSubstr("not of the form")));
  for (const char* path : {".", "x.", ".x", "x..y"}) {
    EXPECT_THAT(IssuesOf(R"({"var":")" + std::string(path) + "\"}"),
                ElementsAre(HasSubstr("data access path doesn't have a valid format")));
  }
}

TEST(Expression, refuses_a_wrong_number_of_operands) {
  for (const char* logic :
       {R"({"if":[1,2]})", R"({"if":[1,2,3,4]})", R"({"and":[1]})", R"({"and":[]})", R"({"!":[]})",
        R"({"!":[1,2]})", R"({"===":[1]})", R"({"in":[1,[1],2]})", R"({"+":[1,2,3]})",
        R"({"<":[1]})", R"({"before":[1,2,3,4]})", R"({"plusTime":["2021",1]})",
        R"({"plusTime":[]})", R"({"reduce":[[],1]})", R"({"extractFromUVCI":["x"]})",
        R"({"dccDateOfBirth":[]})"}) {
    EXPECT_THAT(IssuesOf(logic), ElementsAre(HasSubstr("but it has"))) << logic;
  }
}

TEST(Expression, refuses_amounts_units_and_indices_that_are_no_literals) {
  EXPECT_THAT(IssuesOf(R"({"plusTime":["2021",1.5,"week"]})"),
              ElementsAre(HasSubstr("must be an integer, but it is: 1.5"),
                          HasSubstr("year, month, day, hour, but it is: week")));
  EXPECT_THAT(IssuesOf(R"({"plusTime":["2021",{"var":"x"},"day"]})"),
              ElementsAre(HasSubstr("\"amount\" argument (#2)")));
  EXPECT_THAT(IssuesOf(R"({"extractFromUVCI":["x","1"]})"),
              ElementsAre(HasSubstr("\"index\" argument (#2)")));
}

TEST(Expression, finds_every_issue_inside_of_it) {
  EXPECT_THAT(IssuesOf(R"({"and":[{"foo":[]},[null],{"!":[{"bar":[]}]}]})"),
              ElementsAre(HasSubstr("\"foo\""), HasSubstr("null:"), HasSubstr("\"bar\"")));
}

TEST(Expression, nests_as_deep_as_is_said_and_no_deeper) {
  EXPECT_THAT(IssuesOf(Nested(kDeepest)), IsEmpty());
  EXPECT_THAT(IssuesOf(Nested(kDeepest + 1)), ElementsAre(HasSubstr("nested too deeply")));
}

TEST(Expression, names_the_data_that_it_accesses) {
  const std::string logic =
      R"({"in":[{"var":"payload.v.0.mp"},{"var":"external.valueSets.vaccines"}]})";
  const auto document = Document::Parse(logic);
  const auto expression = Expression::Compile(document->root());
  ASSERT_TRUE(expression);
  EXPECT_THAT(expression->Accesses(), ElementsAre("payload.v.0.mp", "external.valueSets.vaccines"));
}

}  // namespace
}  // namespace clearway::certlogic
