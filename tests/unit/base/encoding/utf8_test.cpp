#include "base/encoding/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::encoding {
namespace {

TEST(Utf8, takes_every_length_of_character) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("plain"));
  EXPECT_TRUE(IsUtf8("Gößinger 王小明 \xF0\x9F\x99\x82"));
  EXPECT_TRUE(IsUtf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF
}

TEST(Utf8, refuses_overlong_forms_surrogates_and_what_is_cut_short) {
  for (const char* text :
       {"\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\x80", "\xC3", "\xE7\x8E", "\xC3 ", "\xFF"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
}

TEST(Utf8, sees_one_wrong_byte_wherever_it_stands) {
  for (std::size_t length = 1; length < 40; ++length) {
    const std::string plain(length, 'a');
    EXPECT_TRUE(IsUtf8(plain)) << length;
    for (std::size_t at = 0; at < length; ++at) {
      std::string text = plain;
      text[at] = '\x80';
      EXPECT_FALSE(IsUtf8(text)) << at << " of " << length;
      EXPECT_TRUE(IsUtf8(plain.substr(0, at) + "é" + plain.substr(at))) << at << " of " << length;
    }
  }
}

TEST(Utf8, gives_code_points) {
  EXPECT_EQ(CodePoints("aß王\xF0\x9F\x99\x82"), U"aß王\U0001F642");
  EXPECT_EQ(CodePoints(""), U"");
  EXPECT_EQ(CodePoints("\xC3"), std::nullopt);
}

}  // namespace
}  // namespace clearway::encoding
