#include "base/encoding/canonical_json.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <string>

namespace clearway::encoding {
namespace {

std::string Canonical(std::string_view text) {
  const auto document = json::Document::Parse(text);
  EXPECT_TRUE(document) << (document ? "" : document.error().detail);
  return document ? CanonicalJson(document->root()) : std::string();
}

TEST(CanonicalJson, leaves_out_white_space_and_sorts_keys_at_every_level) {
  EXPECT_EQ(Canonical(" { \"b\" : [ 1 , { \"z\" : null , \"y\" : true } ] , \"a\" : { } } "),
            R"({"a":{},"b":[1,{"y":true,"z":null}]})");
  EXPECT_EQ(Canonical("[ ]"), "[]");
}

// The order of UTF-16 code units: a character above U+FFFF begins with 0xD83D there, and so comes
// before U+FB33, though it comes behind in UTF-8.
TEST(CanonicalJson, sorts_keys_by_utf16_code_units) {
  EXPECT_EQ(Canonical("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3,\"\\r\":4,\"1\":5,"
                      "\"\\u0080\":6,\"\\u00f6\":7}"),
            "{\"\\r\":4,\"1\":5,\"\xC2\x80\":6,\"\xC3\xB6\":7,\"\xE2\x82\xAC\":3,"
            "\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
  EXPECT_EQ(Canonical(R"({"aa":1,"a":2,"":3})"), R"({"":3,"a":2,"aa":1})");
}

TEST(CanonicalJson, escapes_only_what_must_be) {
  EXPECT_EQ(Canonical(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\u007f")"),
            "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\x7F\"");
  EXPECT_EQ(Canonical(R"("\b\t\n\f\r\u0000\u001F")"), R"("\b\t\n\f\r\u0000\u001f")");
}

TEST(CanonicalJson, writes_numbers_as_ecmascript_does) {
  const auto of_bits = [](std::uint64_t bits) {
    return CanonicalNumber(std::bit_cast<double>(bits));
  };
  EXPECT_EQ(of_bits(0x0000000000000000), "0");
  EXPECT_EQ(of_bits(0x8000000000000000), "0");
  EXPECT_EQ(of_bits(0x0000000000000001), "5e-324");
  EXPECT_EQ(of_bits(0x8000000000000001), "-5e-324");
  EXPECT_EQ(of_bits(0x7fefffffffffffff), "1.7976931348623157e+308");
  EXPECT_EQ(of_bits(0x4340000000000000), "9007199254740992");
  EXPECT_EQ(of_bits(0x4430000000000000), "295147905179352830000");
  EXPECT_EQ(of_bits(0x44b52d02c7e14af5), "9.999999999999997e+22");
  EXPECT_EQ(of_bits(0x44b52d02c7e14af6), "1e+23");
  EXPECT_EQ(of_bits(0x444b1ae4d6e2ef4f), "999999999999999900000");
  EXPECT_EQ(of_bits(0x444b1ae4d6e2ef50), "1e+21");
  EXPECT_EQ(of_bits(0x3eb0c6f7a0b5ed8c), "9.999999999999997e-7");
  EXPECT_EQ(of_bits(0x3eb0c6f7a0b5ed8d), "0.000001");
  EXPECT_EQ(of_bits(0x41b3de4355555555), "333333333.3333333");
  EXPECT_EQ(of_bits(0xbecbf647612f3696), "-0.0000033333333333333333");
  EXPECT_EQ(CanonicalNumber(1.5), "1.5");
  EXPECT_EQ(CanonicalNumber(100), "100");
  EXPECT_EQ(CanonicalNumber(-4.5e-9), "-4.5e-9");
}

TEST(CanonicalJson, gives_one_text_for_every_way_to_write_a_value) {
  const std::string plain = Canonical(R"({"n":10,"t":"caf\u00e9","f":0.1})");
  EXPECT_EQ(Canonical("{\"f\":1e-1,\n\"t\":\"caf\xC3\xA9\",\"n\":1.0E+1}"), plain);
  EXPECT_EQ(Canonical(plain), plain);
}

}  // namespace
}  // namespace clearway::encoding
