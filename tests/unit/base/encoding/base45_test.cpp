#include "base/encoding/base45.h"

#include <gtest/gtest.h>

#include <string>

namespace clearway::encoding {
namespace {

std::string Decoded(std::string_view text) {
  const auto bytes = DecodeBase45(text);
  return bytes ? std::string(AsText(*bytes)) : "refused";
}

// RFC 9285 sections 4.3 and 4.4.
TEST(Base45, writes_and_reads_the_examples_of_its_rfc) {
  EXPECT_EQ(EncodeBase45(AsBytes("AB")), "BB8");
  EXPECT_EQ(EncodeBase45(AsBytes("Hello!!")), "%69 VD92EX0");
  EXPECT_EQ(EncodeBase45(AsBytes("base-45")), "UJCLQE7W581");
  EXPECT_EQ(Decoded("QED8WEX0"), "ietf!");
  EXPECT_EQ(Decoded(""), "");
}

TEST(Base45, refuses_a_group_of_three_above_65535) {
  EXPECT_EQ(Decoded("FGW"), "\xFF\xFF");
  EXPECT_EQ(Decoded("GGW"), "refused");
  EXPECT_EQ(Decoded(":::"), "refused");
}

TEST(Base45, refuses_a_group_of_two_above_255) {
  EXPECT_EQ(Decoded("U5"), "\xFF");
  EXPECT_EQ(Decoded("V5"), "refused");
  EXPECT_EQ(Decoded("::"), "refused");
}

TEST(Base45, refuses_a_single_character_left_over) {
  EXPECT_EQ(Decoded("B"), "refused");
  EXPECT_EQ(Decoded("BB8B"), "refused");
}

TEST(Base45, refuses_what_is_outside_of_its_alphabet) {
  for (const char* text : {"bb8", "BB=", "B\n8", "BB,", "B\xC3\xA4", "BB8_0", "0_"}) {
    EXPECT_EQ(Decoded(text), "refused") << text;
  }
  EXPECT_EQ(Decoded(std::string_view("BB\0", 3)), "refused");
}

TEST(Base45, refuses_every_other_character_at_every_place) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  for (int byte = 0; byte < 256; ++byte) {
    const char character = static_cast<char>(byte);
    const bool is_digit = kAlphabet.find(character) != std::string_view::npos;
    for (std::size_t at = 0; at < 5; ++at) {
      std::string text = "00000";  // "0" counts nothing, so that only `character` does
      text[at] = character;
      if (!is_digit) {
        EXPECT_EQ(Decoded(text), "refused") << byte << " at " << at;
      }
    }
    EXPECT_EQ(Decoded(std::string(1, character) + "0") != "refused", is_digit) << byte;
  }
}

TEST(Base45, takes_a_space_for_data) {
  EXPECT_NE(Decoded("%69 VD92EX0"), "refused");
  EXPECT_NE(Decoded("%69 VD92EX0"), Decoded("%69VD92EX0"));
}

TEST(Base45, reads_back_whatever_it_writes) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    bytes.push_back(static_cast<char>(i * 37));
    EXPECT_EQ(Decoded(EncodeBase45(AsBytes(bytes))), bytes);
  }
}

}  // namespace
}  // namespace clearway::encoding
