#include "tools/clearway/case_lines.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace clearway::tools {
namespace {

// The lines of a text, "too long" for one that is.
std::vector<std::string> LinesOf(const std::string& text) {
  std::istringstream cases(text);
  std::ostringstream results;
  CaseLines lines(cases, results);
  std::vector<std::string> found;
  while (const auto line = lines.Next()) {
    found.emplace_back(*line ? **line : std::string_view("too long"));
  }
  return found;
}

TEST(CaseLines, gives_each_line_that_is_not_blank_with_its_number) {
  std::istringstream cases("one\n\n \t\r\nfour\r\nfive");
  std::ostringstream results;
  CaseLines lines(cases, results);
  EXPECT_EQ(**lines.Next(), "one");
  EXPECT_EQ(lines.number(), 1U);
  EXPECT_EQ(**lines.Next(), "four\r");
  EXPECT_EQ(lines.number(), 4U);
  EXPECT_EQ(**lines.Next(), "five");
  EXPECT_EQ(lines.number(), 5U);
  EXPECT_FALSE(lines.Next());
}

TEST(CaseLines, keeps_a_zero_byte_in_its_line) {
  EXPECT_EQ(LinesOf(std::string("a\0b\nc\n", 6)),
            (std::vector<std::string>{std::string("a\0b", 3), "c"}));
}

TEST(CaseLines, has_none_in_an_empty_text) {
  EXPECT_TRUE(LinesOf("").empty());
  EXPECT_TRUE(LinesOf("\n\n").empty());
}

TEST(CaseLines, passes_over_a_line_beyond_its_bound_and_goes_on_after_it) {
  const std::string longest(CaseLines::kLongest, 'x');
  EXPECT_EQ(LinesOf(longest), std::vector<std::string>{longest});
  EXPECT_EQ(LinesOf(longest + "\nb"), (std::vector<std::string>{longest, "b"}));
  EXPECT_EQ(LinesOf(longest + "x\nb"), (std::vector<std::string>{"too long", "b"}));
  EXPECT_EQ(LinesOf("a\n" + longest + longest), (std::vector<std::string>{"a", "too long"}));
}

}  // namespace
}  // namespace clearway::tools
