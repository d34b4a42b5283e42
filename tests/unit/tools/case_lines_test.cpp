#include "tools/clearway/case_lines.h"

#include <gtest/gtest.h>

#include <functional>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::tools {
namespace {

// Gives a text in chunks, as a pipe does whose writer pauses after each of them.
class Pipe : public std::streambuf {
 public:
  Pipe(std::vector<std::string> chunks, const std::function<void()>& waits)
      : chunks_(std::move(chunks)), waits_(waits) {}

 protected:
  int_type underflow() override {
    waits_();
    if (next_ == chunks_.size()) return traits_type::eof();
    if (chunks_[next_].empty()) throw std::runtime_error("cannot be read");
    std::string& chunk = chunks_[next_++];
    setg(chunk.data(), chunk.data(), chunk.data() + chunk.size());
    return traits_type::to_int_type(chunk.front());
  }

 private:
  std::vector<std::string> chunks_;
  std::size_t next_ = 0;
  const std::function<void()>& waits_;
};

// Counts what was written out.
class Written : public std::stringbuf {
 public:
  [[nodiscard]] const std::string& out() const { return out_; }

 protected:
  int sync() override {
    out_ = str();
    return 0;
  }

 private:
  std::string out_;
};

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

TEST(CaseLines, passes_over_a_byte_order_mark_before_the_first_and_no_other) {
  EXPECT_EQ(LinesOf("\xEF\xBB\xBF"
                    "a\n\xEF\xBB\xBF"
                    "b"),
            (std::vector<std::string>{"a",
                                      "\xEF\xBB\xBF"
                                      "b"}));
  EXPECT_TRUE(LinesOf("\xEF\xBB\xBF\r\n").empty());
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

TEST(CaseLines, writes_results_out_before_anything_waits_and_not_sooner) {
  Written written;
  std::ostream results(&written);
  std::vector<std::string> out_when_waiting;
  const std::function<void()> waits = [&] { out_when_waiting.push_back(written.out()); };
  Pipe pipe({"1\n2\n3", "\n\n", "4\n"}, waits);
  std::istream cases(&pipe);
  std::ostream prompt(&written);
  cases.tie(&prompt);
  CaseLines lines(cases, results);
  while (const auto line = lines.Next()) {
    results << **line;
    EXPECT_NE(written.out(), written.str()) << "each by itself";
  }
  EXPECT_EQ(out_when_waiting, (std::vector<std::string>{"", "12", "123", "1234"}));
}

TEST(CaseLines, says_that_its_input_broke_off) {
  const std::function<void()> waits = [] {};
  for (const char* begun : {"2", "2\n"}) {
    Pipe pipe({"1\n", begun, ""}, waits);
    std::istream cases(&pipe);
    std::ostringstream results;
    CaseLines lines(cases, results);
    EXPECT_EQ(**lines.Next(), "1");
    if (std::string_view(begun).ends_with('\n')) {
      EXPECT_EQ(**lines.Next(), "2");
    }
    EXPECT_EQ(lines.Next()->error().fault, Fault::kUnavailable);
    EXPECT_FALSE(lines.Next());
  }
}

TEST(CaseLines, ends_once_its_input_broke_off_in_a_line_that_is_too_long) {
  const std::function<void()> waits = [] {};
  Pipe pipe({std::string(CaseLines::kLongest + 1, 'x'), "x", ""}, waits);
  std::istream cases(&pipe);
  std::ostringstream results;
  CaseLines lines(cases, results);
  EXPECT_EQ(lines.Next()->error().fault, Fault::kUnavailable);
  EXPECT_FALSE(lines.Next());
}

}  // namespace
}  // namespace clearway::tools
