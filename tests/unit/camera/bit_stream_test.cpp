#include "camera/bit_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace clearway::camera {
namespace {

using testing::Eq;
using testing::Optional;

// Writes numbers of so many bits, then the end and padding.
class Bits {
 public:
  Bits& Add(unsigned value, int count) {
    for (int i = count - 1; i >= 0; --i) bits_.push_back((value >> i & 1U) != 0);
    return *this;
  }
  [[nodiscard]] std::vector<std::uint8_t> Codewords(std::size_t capacity = 0) const {
    std::vector<bool> bits = bits_;
    bits.insert(bits.end(), 4, false);
    while (bits.size() % 8 != 0) bits.push_back(false);
    std::vector<std::uint8_t> codewords;
    for (std::size_t i = 0; i < bits.size(); i += 8) {
      unsigned value = 0;
      for (std::size_t j = 0; j < 8; ++j) value = value << 1 | (bits[i + j] ? 1U : 0U);
      codewords.push_back(static_cast<std::uint8_t>(value));
    }
    for (bool odd = true; codewords.size() < capacity; odd = !odd)
      codewords.push_back(odd ? 0xec : 0x11);
    return codewords;
  }

 private:
  std::vector<bool> bits_;
};

TEST(BitStream, reads_digits) {
  const auto bits = Bits().Add(1, 4).Add(8, 10).Add(12, 10).Add(345, 10).Add(67, 7);
  EXPECT_THAT(ReadMessage(bits.Codewords(16), 1), Optional(Eq("01234567")));
}

TEST(BitStream, reads_letters) {
  const auto bits = Bits().Add(2, 4).Add(5, 9).Add(462, 11).Add(1849, 11).Add(2, 6);
  EXPECT_THAT(ReadMessage(bits.Codewords(16), 1), Optional(Eq("AC-42")));
}

TEST(BitStream, reads_bytes_as_they_are) {
  const auto bits = Bits().Add(4, 4).Add(3, 16).Add(0, 8).Add(0xff, 8).Add(0x0a, 8);
  EXPECT_THAT(ReadMessage(bits.Codewords(20), 12), Optional(Eq(std::string("\0\xff\n", 3))));
}

TEST(BitStream, gives_kanji_in_utf8) {
  const auto bits = Bits().Add(8, 4).Add(2, 8).Add(0x0d9f, 13).Add(0x1aaa, 13);
  EXPECT_THAT(ReadMessage(bits.Codewords(16), 1), Optional(Eq("点茗")));
}

TEST(BitStream, takes_no_number_for_kanji_that_is_none) {
  const auto bits = Bits().Add(8, 4).Add(1, 8).Add(0x1fff, 13);
  EXPECT_EQ(ReadMessage(bits.Codewords(16), 1), std::nullopt);
}

TEST(BitStream, reads_segments_one_after_the_other) {
  const auto bits = Bits().Add(7, 4).Add(26, 8).Add(4, 4).Add(1, 8).Add('a', 8).Add(1, 4).Add(1, 10).Add(7, 4);
  EXPECT_THAT(ReadMessage(bits.Codewords(16), 1), Optional(Eq("a7")));
}

TEST(BitStream, passes_over_the_header_of_a_structured_append) {
  const auto bits = Bits().Add(3, 4).Add(0x1234, 16).Add(4, 4).Add(1, 8).Add('x', 8);
  EXPECT_THAT(ReadMessage(bits.Codewords(16), 1), Optional(Eq("x")));
}

TEST(BitStream, passes_over_long_character_set_numbers) {
  const auto two = Bits().Add(7, 4).Add(0x8123, 16).Add(4, 4).Add(1, 8).Add('x', 8);
  const auto three = Bits().Add(7, 4).Add(0xc12345, 24).Add(4, 4).Add(1, 8).Add('y', 8);
  EXPECT_THAT(ReadMessage(two.Codewords(16), 1), Optional(Eq("x")));
  EXPECT_THAT(ReadMessage(three.Codewords(16), 1), Optional(Eq("y")));
}

TEST(BitStream, reads_fnc1s_percent_as_the_separator) {
  // "A%" and "%%": 38 is the percent sign.
  const auto bits = Bits().Add(5, 4).Add(2, 4).Add(4, 9).Add(10 * 45 + 38, 11).Add(11 * 45 + 10, 11);
  EXPECT_THAT(ReadMessage(bits.Codewords(16), 1), Optional(Eq("A\x1d" "BA")));
  const auto twice = Bits().Add(5, 4).Add(2, 4).Add(2, 9).Add(38 * 45 + 38, 11);
  EXPECT_THAT(ReadMessage(twice.Codewords(16), 1), Optional(Eq("%")));
}

TEST(BitStream, takes_the_end_of_the_symbol_for_the_end_of_the_message) {
  const std::vector<std::uint8_t> full = {0x40, 0x14, 0x10};
  EXPECT_THAT(ReadMessage(full, 1), Optional(Eq("A")));
  const std::vector<std::uint8_t> no_end = {0x20, 0x09, 0x40};
  EXPECT_THAT(ReadMessage(no_end, 1), Optional(Eq("A")));
}

TEST(BitStream, refuses_what_is_no_message) {
  EXPECT_FALSE(ReadMessage(Bits().Add(6, 4).Codewords(16), 1)) << "unknown mode";
  EXPECT_FALSE(ReadMessage(Bits().Add(4, 4).Add(200, 8).Codewords(16), 1)) << "longer than it is";
  EXPECT_FALSE(ReadMessage(Bits().Add(1, 4).Add(3, 10).Add(1000, 10).Codewords(16), 1));
  EXPECT_FALSE(ReadMessage(Bits().Add(2, 4).Add(2, 9).Add(2025, 11).Codewords(16), 1));
  EXPECT_FALSE(ReadMessage(Bits().Add(7, 4).Add(0xff, 8).Codewords(16), 1)) << "character set";
  auto strange = Bits().Add(4, 4).Add(1, 8).Add('x', 8).Codewords(16);
  strange.back() = 0x55;
  EXPECT_FALSE(ReadMessage(strange, 1)) << "padding";
}

}  // namespace
}  // namespace clearway::camera
