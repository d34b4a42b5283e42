#include "base/core/printable.h"

#include <gtest/gtest.h>

namespace clearway {
namespace {

TEST(Printable, shows_what_a_terminal_would_obey_as_a_question_mark) {
  for (const char* obeyed : {"\x1b", "\n", "\r", "\t", "\x07", "\x7f", "\u0080", "\u009b", "\u009f",
                             "\u202a", "\u202e", "\u2066", "\u2069", "\x9b"}) {
    EXPECT_EQ(Printable(std::string("a") + obeyed + "b"), "a?b");
  }
  EXPECT_EQ(Printable(std::string_view("a\0b", 3)), "a?b");
}

TEST(Printable, lets_no_command_pass_with_a_byte_too_much_behind_it) {
  EXPECT_EQ(Printable("a\xc2\x9f\x80z"), "a??z");
  EXPECT_EQ(Printable("a\xe2\x80\xae\x80z"), "a??z");
  EXPECT_EQ(Printable("a\xc2"), "a\xc2");
}

TEST(Printable, leaves_every_script_as_it_is) {
  for (const char* text :
       {"Wang Xiaoming", "王小明", "وزارة", "Müller", "\u00a0\u2065\u206a\u2029\u202f", ""}) {
    EXPECT_EQ(Printable(text), text);
  }
}

TEST(Printable, leaves_out_what_is_past_so_many_characters) {
  EXPECT_EQ(Printable("王小明", 2), "王小...");
  EXPECT_EQ(Printable("王小明", 3), "王小明");
}

TEST(PrintableJson, escapes_what_a_terminal_would_obey_and_nothing_else) {
  const std::string json = "{\"a\":\"\u009b31m \u202e \u2066 \x7f 王 \U0001F642 é\"}";
  EXPECT_EQ(PrintableJson(json), R"({"a":"\u009b31m \u202e \u2066 \u007f 王 🙂 é"})");
  EXPECT_EQ(PrintableJson(R"({"a":"\n"})"), R"({"a":"\n"})");
}

}  // namespace
}  // namespace clearway
