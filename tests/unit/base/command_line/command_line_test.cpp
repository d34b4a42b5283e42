#include "base/command_line/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::command_line {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Kind = Outcome::Kind;

Outcome Parse(Program& program, std::vector<const char*> words) {
  words.insert(words.begin(), "program");
  return program.Parse(static_cast<int>(words.size()), words.data());
}

TEST(CommandLine, writes_what_is_named_and_leaves_the_rest) {
  Program program("name", "what");
  std::string text = "as it was";
  std::filesystem::path path;
  int number = 7;
  double share = 0;
  bool flag = false;
  program.Add("--text", text, "");
  program.Add("-p,--path", path, "");
  program.Add("--number", number, "");
  program.Add("--share", share, "");
  program.AddFlag("--flag", flag, "");
  const Outcome outcome = Parse(program, {"-p", "a/b", "--share", "0.5", "--flag"});
  EXPECT_EQ(outcome.kind, Kind::kUnderstood);
  EXPECT_EQ(text, "as it was");
  EXPECT_EQ(path, "a/b");
  EXPECT_EQ(number, 7);
  EXPECT_EQ(share, 0.5);
  EXPECT_TRUE(flag);
}

TEST(CommandLine, runs_the_command_that_is_named_and_no_other) {
  Program program("name", "what");
  program.RequireCommand();
  std::string ran;
  Command first = program.AddCommand("first", "");
  Command second = program.AddCommand("second", "");
  first.OnRun([&] { ran += "first"; });
  second.OnRun([&] { ran += "second"; });
  EXPECT_EQ(Parse(program, {"second"}).kind, Kind::kUnderstood);
  EXPECT_EQ(ran, "second");
  EXPECT_TRUE(second.IsNamed());
  EXPECT_FALSE(first.IsNamed());
  EXPECT_TRUE(program.HasNamedCommand());
}

TEST(CommandLine, runs_nothing_of_what_it_does_not_understand) {
  Program program("name", "what");
  program.RequireCommand();
  bool ran = false;
  program.AddCommand("run", "").OnRun([&] { ran = true; });
  EXPECT_EQ(Parse(program, {"run", "--unknown"}).kind, Kind::kRefused);
  EXPECT_FALSE(ran);
  EXPECT_EQ(Parse(program, {"walk"}).kind, Kind::kRefused);
  EXPECT_FALSE(program.HasNamedCommand());
  EXPECT_EQ(Parse(program, {}).kind, Kind::kRefused);
}

TEST(CommandLine, never_repeats_a_certificate) {
  Program program("name", "what");
  int number = 0;
  program.Add("--number", number, "").Between(1, 3);
  for (const std::vector<const char*>& words : std::vector<std::vector<const char*>>{
           {"HC1:6BFOXN%TSMAHN-H"}, {"--number", "HC1:6BFOXN%TSMAHN-H"}}) {
    const Outcome outcome = Parse(program, words);
    EXPECT_EQ(outcome.kind, Kind::kRefused);
    EXPECT_THAT(outcome.text, Not(HasSubstr("6BFOXN")));
    EXPECT_THAT(outcome.text, Not(IsEmpty()));
  }
}

TEST(CommandLine, holds_values_to_what_is_demanded) {
  const auto parse = [](const char* name, const char* value) {
    Program program("name", "what");
    std::string word;
    int whole = 0;
    double part = 0;
    std::uint64_t large = 0;
    program.Add("--word", word, "").OneOf({"red", "green"});
    program.Add("--whole", whole, "").Between(1, 92);
    program.Add("--part", part, "").Between(0.5, 1.5);
    program.Add("--large", large, "").Between(std::uint64_t{1}, std::uint64_t{1} << 53);
    return Parse(program, {name, value}).kind;
  };
  EXPECT_EQ(parse("--word", "green"), Kind::kUnderstood);
  EXPECT_EQ(parse("--word", "blue"), Kind::kRefused);
  EXPECT_EQ(parse("--whole", "92"), Kind::kUnderstood);
  EXPECT_EQ(parse("--whole", "93"), Kind::kRefused);
  EXPECT_EQ(parse("--whole", "2.5"), Kind::kRefused);
  EXPECT_EQ(parse("--part", "0.5"), Kind::kUnderstood);
  EXPECT_EQ(parse("--part", "0.25"), Kind::kRefused);
  EXPECT_EQ(parse("--large", "9007199254740992"), Kind::kUnderstood);
  EXPECT_EQ(parse("--large", "0"), Kind::kRefused);
  EXPECT_EQ(parse("--large", "-1"), Kind::kRefused);
}

TEST(CommandLine, refuses_without_what_is_required_or_needed) {
  const auto parse = [](std::vector<const char*> words) {
    Program program("name", "what");
    std::string out;
    std::string key;
    std::string folder;
    program.Add("--out", out, "").Required();
    const Option of_key = program.Add("--key", key, "");
    program.Add("--folder", folder, "").Needs(of_key);
    return Parse(program, std::move(words)).kind;
  };
  EXPECT_EQ(parse({"--out", "x"}), Kind::kUnderstood);
  EXPECT_EQ(parse({}), Kind::kRefused);
  EXPECT_EQ(parse({"--out", "x", "--folder", "f"}), Kind::kRefused);
  EXPECT_EQ(parse({"--out", "x", "--folder", "f", "--key", "k"}), Kind::kUnderstood);
}

TEST(CommandLine, lists_take_one_word_each_where_said) {
  Program program("name", "what");
  std::vector<std::string> roots;
  std::vector<std::string> inputs;
  program.Add("--root", roots, "").OneWordEach();
  program.Add("input", inputs, "");
  EXPECT_EQ(Parse(program, {"--root", "a", "b", "--root", "c", "d"}).kind, Kind::kUnderstood);
  EXPECT_THAT(roots, ElementsAre("a", "c"));
  EXPECT_THAT(inputs, ElementsAre("b", "d"));
}

// CLI11 would take it apart at its commas.
TEST(CommandLine, a_word_in_brackets_stays_one_word) {
  Program program("name", "what");
  std::vector<std::string> inputs;
  program.Add("input", inputs, "");
  EXPECT_EQ(Parse(program, {"[a,b]"}).kind, Kind::kUnderstood);
  EXPECT_THAT(inputs, ElementsAre("[a,b]"));
}

TEST(CommandLine, a_taker_says_what_is_wrong) {
  const auto parse = [](const char* word) {
    Program program("name", "what");
    program.AddTaker(
        "--size",
        [](const std::string& size) { return size == "1x1" ? std::string{} : "it is no size"; },
        "");
    return Parse(program, {"--size", word});
  };
  EXPECT_EQ(parse("1x1").kind, Kind::kUnderstood);
  const Outcome outcome = parse("large");
  EXPECT_EQ(outcome.kind, Kind::kRefused);
  EXPECT_THAT(outcome.text, HasSubstr("--size: it is no size"));
}

TEST(CommandLine, help_is_an_answer) {
  Program program("name", "what it is for");
  program.Version("1.2.3");
  std::string file = "/default";
  program.Add("--file", file, "the file").Takes("FILE").ShowsDefault();
  program.Footer("the end");
  const Outcome help = Parse(program, {"--help"});
  EXPECT_EQ(help.kind, Kind::kAnswered);
  EXPECT_THAT(help.text, testing::AllOf(HasSubstr("what it is for"), HasSubstr("FILE"),
                                        HasSubstr("/default"), HasSubstr("the end")));
  EXPECT_EQ(Parse(program, {"--version"}).text, "1.2.3\n");
}

// --help is the other program's business, too.
TEST(CommandLine, words_of_another_program_are_left_as_they_are) {
  Program program("name", "what");
  std::vector<std::string> passed;
  program.AddCommand("print", "").OnRunWithWords([&](const std::vector<std::string>& words) {
    passed = words;
  });
  EXPECT_EQ(Parse(program, {"print", "--help", "x", "--large"}).kind, Kind::kUnderstood);
  EXPECT_THAT(passed, ElementsAre("--help", "x", "--large"));
}

TEST(CommandLine, told_is_what_does_not_go_on) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  EXPECT_EQ(Tell({.kind = Kind::kUnderstood, .text = {}}, 2), std::nullopt);
  EXPECT_EQ(Tell({.kind = Kind::kAnswered, .text = "help\n"}, 2), 0);
  EXPECT_EQ(Tell({.kind = Kind::kRefused, .text = "wrong"}, 2), 2);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "help\n");
  EXPECT_THAT(testing::internal::GetCapturedStderr(), testing::StartsWith("wrong\n"));
}

}  // namespace
}  // namespace clearway::command_line
