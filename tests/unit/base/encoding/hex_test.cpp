#include "base/encoding/hex.h"

#include <gtest/gtest.h>

namespace clearway::encoding {
namespace {

TEST(Hex, writes_two_digits_a_byte_and_reads_both_cases) {
  const Bytes bytes = {0x00, 0x09, 0xAF, 0xFF};
  EXPECT_EQ(EncodeHex(bytes), "0009afff");
  EXPECT_EQ(DecodeHex("0009afff"), bytes);
  EXPECT_EQ(DecodeHex("0009AFFF"), bytes);
  EXPECT_EQ(DecodeHex(""), Bytes{});
}

TEST(Hex, refuses_everything_else) {
  for (const char* text : {"0", "0g", "G0", "00 11", "0x11", "00:11", "\xC3\xA4"}) {
    EXPECT_FALSE(DecodeHex(text)) << text;
  }
}

}  // namespace
}  // namespace clearway::encoding
