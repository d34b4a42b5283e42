#include "certificate/certlogic/evaluation.h"

#include <gtest/gtest.h>

#include <random>

namespace clearway::certlogic {
namespace {

using encoding::json::Document;

// The value as JSON, or "error: " and why there is none.
std::string Evaluated(std::string_view logic, std::string_view data = "null",
                      std::size_t steps = kMostSteps) {
  const auto rule = Document::Parse(logic, kRuleLimits);
  const auto input = Document::Parse(data, kRuleLimits);
  EXPECT_TRUE(rule && input) << logic << data;
  const auto expression = Expression::Compile(rule->root());
  EXPECT_TRUE(expression) << logic;
  if (!expression) return "no expression";
  const Value scope = FromJson(input->root());
  Evaluation evaluation(*expression, scope, steps);
  const Result<Value> value = evaluation.Run();
  return value ? ToJson(*value) : "error: " + value.error().detail;
}

bool Fails(std::string_view logic, std::string_view data = "null") {
  return Evaluated(logic, data).starts_with("error: ");
}

TEST(Evaluation, passes_literals_through) {
  for (const char* literal : {"true", "17", R"("apple")", R"(["a",["b",1]])", "[]"}) {
    EXPECT_EQ(Evaluated(literal), literal);
  }
  EXPECT_EQ(Evaluated(R"([1,{"var":"x"},3])", R"({"x":2})"), "[1,2,3]");
}

TEST(Evaluation, reaches_into_the_data) {
  const char* data = R"({"a":[{"b":"c","0":"zero"}],"n":null})";
  EXPECT_EQ(Evaluated(R"({"var":"a.0.b"})", data), R"("c")");
  EXPECT_EQ(Evaluated(R"({"var":"a.0.0"})", data), R"("zero")");
  EXPECT_EQ(Evaluated(R"({"var":""})", "7"), "7");
  for (const char* path :
       {"a.1", "a.-1", "a.b", "n.x", "x.y.z", "a.0.b.x", "a.0.b.0", "a.99999999999999999999"}) {
    EXPECT_EQ(Evaluated(R"({"var":")" + std::string(path) + "\"}", data), "null") << path;
  }
}

TEST(Evaluation, knows_what_is_truthy) {
  for (const char* falsy : {"null", "false", "0", R"("")", "[]", "{}"}) {
    EXPECT_EQ(Evaluated(R"({"if":[{"var":""},1,2]})", falsy), "2") << falsy;
    EXPECT_EQ(Evaluated(R"({"!":[{"var":""}]})", falsy), "true") << falsy;
    EXPECT_EQ(Evaluated(R"({"and":[{"var":""},{"plusTime":["x",0,"day"]}]})", falsy), falsy);
  }
  for (const char* truthy : {"true", "-1", R"("0")", "[0]", R"({"a":null})", "0.5"}) {
    EXPECT_EQ(Evaluated(R"({"if":[{"var":""},1,2]})", truthy), "1") << truthy;
    EXPECT_EQ(Evaluated(R"({"!":[{"var":""}]})", truthy), "false") << truthy;
    EXPECT_EQ(Evaluated(R"({"and":[true,{"var":""}]})", truthy), truthy);
  }
}

TEST(Evaluation, finds_a_date_time_neither_truthy_nor_falsy) {
  const std::string time = R"({"plusTime":["2021-01-01",0,"day"]})";
  EXPECT_TRUE(Fails(R"({"if":[)" + time + ",1,2]}"));
  EXPECT_TRUE(Fails(R"({"!":[)" + time + "]}"));
  EXPECT_TRUE(Fails(R"({"and":[)" + time + ",true]}"));
  EXPECT_EQ(Evaluated(R"({"and":[true,)" + time + "]}"), R"("2021-01-01T00:00:00.000Z")");
}

TEST(Evaluation, evaluates_no_branch_that_is_not_taken) {
  const std::string broken = R"({"+":["a","b"]})";
  EXPECT_EQ(Evaluated(R"({"if":[true,1,)" + broken + "]}"), "1");
  EXPECT_EQ(Evaluated(R"({"and":[true,false,)" + broken + "]}"), "false");
}

TEST(Evaluation, compares_without_turning_kinds_into_each_other) {
  EXPECT_EQ(Evaluated(R"({"===":[1,1]})"), "true");
  EXPECT_EQ(Evaluated(R"({"===":[1,"1"]})"), "false");
  EXPECT_EQ(Evaluated(R"({"===":[0,false]})"), "false");
  EXPECT_EQ(Evaluated(R"({"===":[{"var":"x"},{"var":"y"}]})", R"({"x":null})"), "true");
  EXPECT_EQ(Evaluated(R"({"===":[["a",1],{"var":""}]})", R"(["a",1])"), "true");
  EXPECT_EQ(Evaluated(R"({"===":[{"var":"0"},{"var":"1"}]})", R"([{"a":1,"b":2},{"b":2,"a":1}])"),
            "true");
  EXPECT_EQ(Evaluated(R"({"===":[{"var":"0"},{"var":"1"}]})", R"([{"a":1,"b":2},{"b":2,"c":1}])"),
            "false");
}

TEST(Evaluation, looks_for_members) {
  EXPECT_EQ(Evaluated(R"({"in":["b",["a","b"]]})"), "true");
  EXPECT_EQ(Evaluated(R"({"in":[1,["1"]]})"), "false");
  EXPECT_EQ(Evaluated(R"({"in":[{"var":"x"},{"var":"y"}]})", R"({"x":null,"y":[null]})"), "true");
  EXPECT_EQ(Evaluated(R"({"in":[{"var":"x"},{"var":"y"}]})", R"({"x":null,"y":["a"]})"), "false");
  EXPECT_TRUE(Fails(R"({"in":["a","abc"]})"));
  EXPECT_TRUE(Fails(R"({"in":["a",{"var":"missing"}]})"));
}

TEST(Evaluation, orders_integers_and_date_times_in_twos_and_threes) {
  EXPECT_EQ(Evaluated(R"({"<":[1,2,3]})"), "true");
  EXPECT_EQ(Evaluated(R"({"<":[1,1,3]})"), "false");
  EXPECT_EQ(Evaluated(R"({"<=":[1,1,1]})"), "true");
  EXPECT_EQ(Evaluated(R"({">":[3,2,2]})"), "false");
  EXPECT_EQ(Evaluated(R"({">=":[3,2,2]})"), "true");
  const auto dated = [](std::string_view op, std::string_view a, std::string_view b) {
    const auto time = [](std::string_view text) {
      return R"({"plusTime":[")" + std::string(text) + R"(",0,"day"]})";
    };
    return Evaluated("{\"" + std::string(op) + "\":[" + time(a) + "," + time(b) + "]}");
  };
  EXPECT_EQ(dated("after", "2021-01-02", "2021-01-01"), "true");
  EXPECT_EQ(dated("after", "2021-01-01", "2021-01-01"), "false");
  EXPECT_EQ(dated("not-after", "2021-01-01", "2021-01-01"), "true");
  EXPECT_EQ(dated("before", "2021-01-01", "2021-01-01T00:00:00.001Z"), "true");
  EXPECT_EQ(dated("not-before", "2021-01-01", "2021-01-01T00:00:00.001Z"), "false");
}

TEST(Evaluation, fails_on_operands_of_another_kind) {
  EXPECT_TRUE(Fails(R"({"<":[1,"2"]})"));
  EXPECT_TRUE(Fails(R"({"<":[1,{"var":""}]})", "1.5"));
  EXPECT_TRUE(Fails(R"({"+":[1,{"var":""}]})", "null"));
  EXPECT_TRUE(Fails(R"({"after":["2021-01-01","2020-01-01"]})"));
  EXPECT_TRUE(Fails(R"({"plusTime":[{"plusTime":["2021",0,"day"]},0,"day"]})"));
  EXPECT_TRUE(Fails(R"({"plusTime":[{"var":""},0,"day"]})", "null"));
  EXPECT_TRUE(Fails(R"({"dccDateOfBirth":[{"var":""}]})", R"("")"));
  EXPECT_TRUE(Fails(R"({"extractFromUVCI":[1,0]})"));
  EXPECT_TRUE(Fails(R"({"reduce":["abc",1,2]})"));
}

TEST(Evaluation, says_nothing_of_the_data_when_it_fails) {
  const std::string failed = Evaluated(R"({"plusTime":[{"var":""},0,"day"]})", R"("MUSTERMANN")");
  EXPECT_EQ(failed.find("MUSTERMANN"), std::string::npos);
}

TEST(Evaluation, folds_an_array_from_the_left) {
  EXPECT_EQ(
      Evaluated(R"({"reduce":[{"var":""},{"+":[{"var":"accumulator"},{"var":"current"}]},0]})",
                "[1,2,3,4]"),
      "10");
  EXPECT_EQ(Evaluated(R"({"reduce":[{"var":"x"},{"var":"current"},"none"]})"), R"("none")");
  EXPECT_EQ(Evaluated(R"({"reduce":[[1],{"var":""},0]})"), R"({"accumulator":0,"current":1})");
  // The data outside is not in reach of the lambda.
  EXPECT_EQ(Evaluated(R"({"reduce":[{"var":"a"},{"var":"b"},0]})", R"({"a":[1],"b":2})"), "null");
}

// The specification's example, and its optional prefix.
TEST(Evaluation, takes_a_uvci_apart) {
  const auto fragment = [](std::string_view uvci, int index) {
    return Evaluated(R"({"extractFromUVCI":[{"var":""},)" + std::to_string(index) + "]}",
                     "\"" + std::string(uvci) + "\"");
  };
  EXPECT_EQ(fragment("a::c/#/f", 1), R"("")");
  EXPECT_EQ(fragment("a::c/#/f", 2), R"("c")");
  EXPECT_EQ(fragment("a::c/#/f", 5), R"("f")");
  EXPECT_EQ(fragment("a::c/#/f", 6), "null");
  EXPECT_EQ(fragment("URN:UVCI:01:NL:187/37512422923", 1), R"("NL")");
  EXPECT_EQ(fragment("01:NL:187/37512422923", 1), R"("NL")");
  EXPECT_EQ(fragment("", 0), R"("")");
  EXPECT_EQ(fragment("x", -1), "null");
  EXPECT_EQ(Evaluated(R"({"extractFromUVCI":[{"var":""},0]})"), "null");
}

TEST(Evaluation, tells_minors_by_partial_birth_dates) {
  const char* minor =
      R"({"after":[{"dccDateOfBirth":[{"var":"dob"}]},{"plusTime":[{"var":"now"},-18,"year"]}]})";
  EXPECT_EQ(Evaluated(minor, R"({"dob":"2004","now":"2022-12-30T13:37:00.042Z"})"), "true");
  EXPECT_EQ(Evaluated(minor, R"({"dob":"2004","now":"2022-12-31T00:00:00.000Z"})"), "false");
  EXPECT_EQ(Evaluated(minor, R"({"dob":"2004-01","now":"2022-01-30T13:37:00Z"})"), "true");
  EXPECT_EQ(Evaluated(minor, R"({"dob":"2004-01","now":"2022-01-31T00:00:00"})"), "false");
}

TEST(Evaluation, ends_where_its_steps_end) {
  const char* sum = R"({"reduce":[{"var":""},{"+":[{"var":"accumulator"},{"var":"current"}]},0]})";
  EXPECT_EQ(Evaluated(sum, "[1,2,3]", 50), "6");
  EXPECT_TRUE(Evaluated(sum, "[1,2,3]", 10).starts_with("error: it takes more steps"));
}

// Three reductions inside of each other over the same array would take n^3 steps.
TEST(Evaluation, ends_reductions_inside_of_reductions) {
  std::string zeros = "[0";
  for (int i = 0; i < 499; ++i) zeros += ",0";
  zeros += "]";
  std::string logic = "0";
  for (int i = 0; i < 3; ++i) logic = R"({"reduce":[)" + zeros + "," + logic + ",0]}";
  EXPECT_TRUE(Evaluated(logic).starts_with("error: it takes more steps"));
}

TEST(Evaluation, ends_values_that_double_with_each_element) {
  const char* doubling =
      R"({"reduce":[{"var":""},[{"var":"accumulator"},{"var":"accumulator"}],0]})";
  std::string ones = "[1";
  for (int i = 0; i < 99; ++i) ones += ",1";
  EXPECT_TRUE(Fails(doubling, ones + "]"));
  const char* nesting = R"({"reduce":[{"var":""},[{"var":"accumulator"}],0]})";
  EXPECT_TRUE(Fails(nesting, ones + "]"));
}

// Expressions made at random: whatever they are, they end within their budget, and give the same
// value again.
class RandomLogic {
 public:
  explicit RandomLogic(unsigned seed) : random_(seed) {}

  std::string Make(int depth) {
    static constexpr std::string_view kLeaves[] = {R"({"var":""})",
                                                   R"({"var":"current"})",
                                                   R"({"var":"accumulator"})",
                                                   R"({"var":"a.0"})",
                                                   "1",
                                                   R"("2021-01-01")",
                                                   "[1,2,3]",
                                                   "true"};
    if (depth == 0) return std::string(kLeaves[random_() % std::size(kLeaves)]);
    const auto inner = [this, depth] { return Make(depth - 1); };
    switch (random_() % 12) {
      case 0:
        return R"({"if":[)" + inner() + "," + inner() + "," + inner() + "]}";
      case 1:
        return R"({"and":[)" + inner() + "," + inner() + "]}";
      case 2:
        return R"({"===":[)" + inner() + "," + inner() + "]}";
      case 3:
        return R"({"in":[)" + inner() + ",[" + inner() + "]]}";
      case 4:
        return R"({"reduce":[[)" + inner() + "," + inner() + "]," + inner() + "," + inner() + "]}";
      case 5:
        return R"({"plusTime":[)" + inner() + R"(,1,"month"]})";
      case 6:
        return R"({"+":[)" + inner() + "," + inner() + "]}";
      case 7:
        return R"({"!":[)" + inner() + "]}";
      default:
        return "[" + inner() + "," + inner() + "]";
    }
  }

 private:
  std::mt19937 random_;
};

TEST(Evaluation, never_exceeds_its_budget) {
  constexpr std::size_t kSteps = 2000;
  int values = 0;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const std::string logic = RandomLogic(seed).Make(1 + static_cast<int>(seed % 4));
    const std::string once = Evaluated(logic, R"({"a":[[1,2],3]})", kSteps);
    EXPECT_EQ(Evaluated(logic, R"({"a":[[1,2],3]})", kSteps), once) << logic;
    values += once.starts_with("error: ") ? 0 : 1;
  }
  EXPECT_GT(values, 200);  // not all of them fail
}

}  // namespace
}  // namespace clearway::certlogic
