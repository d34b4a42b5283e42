#include "certificate/holder_name.h"

#include <gtest/gtest.h>

namespace clearway::certificate {
namespace {

TEST(HolderName, names_somebody_in_any_script) {
  for (const char* text : {"Ana", "Q", "王", "Ölçer", "Žižek", "Анна", "سارة", "สมชาย", "ሳራ", "金",
                           "ｱﾅ", "  <O", "-- a"}) {
    EXPECT_TRUE(NamesSomebody({.full = text})) << text;
    EXPECT_TRUE(NamesSomebody({.surname = " ", .given_icao = text})) << text;
    EXPECT_TRUE(NamesSomebody({.chinese = text})) << text;
  }
}

TEST(HolderName, names_nobody_without_a_letter) {
  using namespace std::string_view_literals;
  EXPECT_FALSE(NamesSomebody({}));
  for (const std::string_view text :
       {" "sv,      "<"sv,      "<<<"sv,        "-"sv,         "...'"sv,   "\t\n"sv,
        "\0"sv,     "7"sv,      "\u00A0"sv,     "\u00AD"sv,    "\u0301"sv, "\u115F"sv,
        "\u200B"sv, "\u202E"sv, "\u2060"sv,     "\u3000"sv,    "\u3164"sv, "\uFEFF"sv,
        "\uFE0F"sv, "\uE000"sv, "\U0001F600"sv, "\U000E0041"sv}) {
    EXPECT_FALSE(NamesSomebody({.surname = std::string(text), .given = std::string(text)})) << text;
  }
}

}  // namespace
}  // namespace clearway::certificate
