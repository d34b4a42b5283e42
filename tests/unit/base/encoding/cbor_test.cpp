#include "base/encoding/cbor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/encoding/cbor_writer.h"

namespace clearway::encoding::cbor {
namespace {

Bytes FromHex(std::string_view hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(
        static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

bool Refuses(std::string_view hex, Limits limits = {}) {
  return !Document::Parse(FromHex(hex), limits);
}

// Examples of RFC 8949 appendix A.
TEST(CborReader, reads_integers_of_every_width) {
  const std::pair<const char*, std::int64_t> kExamples[] = {{"00", 0},
                                                            {"17", 23},
                                                            {"1818", 24},
                                                            {"1903e8", 1000},
                                                            {"1a000f4240", 1000000},
                                                            {"1b000000e8d4a51000", 1000000000000},
                                                            {"20", -1},
                                                            {"3903e7", -1000},
                                                            {"3b7fffffffffffffff", INT64_MIN}};
  for (const auto& [hex, value] : kExamples) {
    const Bytes bytes = FromHex(hex);
    const auto document = Document::Parse(bytes);
    ASSERT_TRUE(document) << hex;
    EXPECT_EQ(document->root().AsInteger(), value) << hex;
  }
}

TEST(CborReader, has_no_value_for_integers_beyond_64_bits) {
  for (const char* hex : {"1bffffffffffffffff", "3bffffffffffffffff", "1b8000000000000000"}) {
    const Bytes bytes = FromHex(hex);
    const auto document = Document::Parse(bytes);
    ASSERT_TRUE(document) << hex;
    EXPECT_EQ(document->root().AsInteger(), std::nullopt) << hex;
  }
}

TEST(CborReader, reads_floats_of_every_width) {
  const std::pair<const char*, double> kExamples[] = {
      {"f93c00", 1.0},     {"f97bff", 65504.0},      {"f90001", 5.960464477539063e-8},
      {"f9c400", -4.0},    {"fa47c35000", 100000.0}, {"fb3ff199999999999a", 1.1},
      {"f97c00", INFINITY}};
  for (const auto& [hex, value] : kExamples) {
    const Bytes bytes = FromHex(hex);
    const auto document = Document::Parse(bytes);
    ASSERT_TRUE(document) << hex;
    EXPECT_EQ(document->root().AsNumber(), value) << hex;
  }
  const Bytes nan = FromHex("f97e00");
  EXPECT_TRUE(std::isnan(*Document::Parse(nan)->root().AsNumber()));
}

TEST(CborReader, finds_values_by_number_and_by_name) {
  const Bytes bytes = FromHex("a301182a6161f52482036162");  // {1: 42, "a": true, -5: [3, "b"]}
  const auto document = Document::Parse(bytes);
  ASSERT_TRUE(document);
  const Item root = document->root();
  EXPECT_EQ(root.size(), 3U);
  EXPECT_EQ(root.Find(1)->AsInteger(), 42);
  EXPECT_EQ(root.Find("a")->AsBoolean(), true);
  ASSERT_EQ(root.Find(-5)->Elements().size(), 2U);
  EXPECT_EQ(root.Find(-5)->Elements()[1].AsText(), "b");
  EXPECT_FALSE(root.Find(2));
  EXPECT_FALSE(root.Find("1"));
  EXPECT_EQ(root.Entries()[2].first.AsInteger(), -5);
}

TEST(CborReader, has_an_empty_text_where_there_is_none) {
  const Bytes bytes = FromHex("a361616162616e01606163");  // {"a": "b", "n": 1, "": "c"}
  const auto document = Document::Parse(bytes);
  ASSERT_TRUE(document);
  const Item root = document->root();
  EXPECT_EQ(root.TextAt("a"), "b");
  EXPECT_EQ(root.TextAt(""), "c");
  EXPECT_EQ(root.TextAt("n"), "");
  EXPECT_EQ(root.TextAt("x"), "");
  EXPECT_EQ(root.Find("a")->TextAt("a"), "");
}

TEST(CborReader, finds_a_key_of_its_own_kind_and_sign_only) {
  // {-2: 0, h'74': 1, "a": 2, "": 3}
  const Bytes bytes = FromHex("a421004174016161026003");
  const auto document = Document::Parse(bytes);
  ASSERT_TRUE(document);
  const Item root = document->root();
  EXPECT_FALSE(root.Find(1));    // -2 has its argument
  EXPECT_FALSE(root.Find("t"));  // h'74' has its bytes
  EXPECT_EQ(root.Find(-2)->AsInteger(), 0);
  EXPECT_EQ(root.Find("")->AsInteger(), 3);
  const Bytes of_texts = FromHex("a1616101");  // {"a": 1}: the key's length is 1
  EXPECT_FALSE(Document::Parse(of_texts)->root().Find(1));
}

TEST(CborReader, keeps_the_original_bytes_of_every_item) {
  const Bytes bytes = FromHex("82190001a1184162c3bc");  // heads longer than need be
  const auto document = Document::Parse(bytes);
  ASSERT_TRUE(document);
  const auto elements = document->root().Elements();
  EXPECT_EQ(elements[0].AsInteger(), 1);
  EXPECT_EQ(elements[0].encoded().data(), bytes.data() + 1);
  EXPECT_EQ(elements[0].encoded().size(), 3U);
  EXPECT_EQ(elements[1].encoded().size(), bytes.size() - 4);
}

TEST(CborReader, reads_arrays_and_maps_of_indefinite_length) {
  const Bytes bytes = FromHex("bf61610161629f0203ffff");  // {"a": 1, "b": [2, 3]}
  const auto document = Document::Parse(bytes);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().Find("a")->AsInteger(), 1);
  EXPECT_EQ(document->root().Find("b")->size(), 2U);
}

TEST(CborReader, refuses_strings_in_chunks) {
  EXPECT_TRUE(Refuses("5f4101ff"));
  EXPECT_TRUE(Refuses("7f6161ff"));
}

TEST(CborReader, refuses_the_same_key_twice_however_it_is_written) {
  EXPECT_TRUE(Refuses("a201000101"));
  EXPECT_TRUE(Refuses("a2010018010a"));      // 1 and 0x1801 are one key
  EXPECT_TRUE(Refuses("a26161007801610a"));  // "a" with a short and a long head
  EXPECT_TRUE(Refuses("a2410a00410a01"));
  EXPECT_TRUE(Refuses("bf01000101ff"));
  EXPECT_TRUE(Refuses("a101a201000102"));           // deep inside as well
  EXPECT_TRUE(Refuses("a30182020304050106"));       // behind a value that holds others
  EXPECT_FALSE(Refuses("a401002000613100413100"));  // 1, -1, "1" and h'31' are four keys
}

// A map with these keys, each with null for its value.
Bytes MapOf(const std::vector<Value>& keys) {
  Bytes bytes;
  AppendHead(bytes, 5, keys.size());
  for (const Value& key : keys) {
    bytes.insert(bytes.end(), key.encoded().begin(), key.encoded().end());
    bytes.push_back(0xf6);
  }
  return bytes;
}

// Keys that a look at a few of their bits takes for each other.
std::vector<Value> KeysThatLookAlike(std::size_t count) {
  std::vector<Value> keys;
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = static_cast<std::int64_t>(i / 4);
    const std::string text = "k" + std::string(1, static_cast<char>('a' + i)) + "k";
    const Value kinds[] = {Value::Integer(number), Value::Integer(-1 - number), Value::Text(text),
                           Value::String(AsBytes(text))};
    keys.push_back(kinds[i % 4]);
  }
  return keys;
}

TEST(CborReader, finds_a_key_that_is_there_twice_among_many_that_look_alike) {
  for (std::size_t count = 1; count <= 16; ++count) {
    const std::vector<Value> keys = KeysThatLookAlike(count);
    EXPECT_TRUE(Document::Parse(MapOf(keys))) << count;
    for (const Value& key : keys) {
      std::vector<Value> with_one_twice = keys;
      with_one_twice.push_back(key);
      EXPECT_FALSE(Document::Parse(MapOf(with_one_twice))) << count;
    }
  }
}

TEST(CborReader, refuses_keys_that_are_neither_integers_nor_strings) {
  for (const char* hex : {"a1f500", "a1800000", "a1f93c0000", "a1c00000", "a1f600"}) {
    EXPECT_TRUE(Refuses(hex)) << hex;
  }
  // The last of fourteen is [].
  EXPECT_TRUE(Refuses("ae00000100020003000400050006000700080009000a000b000c008000"));
}

TEST(CborReader, refuses_bytes_after_the_item) {
  EXPECT_TRUE(Refuses("0000"));
  EXPECT_TRUE(Refuses("a0ff"));
  EXPECT_TRUE(Refuses(""));
}

TEST(CborReader, refuses_what_is_cut_short) {
  const Bytes whole = FromHex("a2016568656c6c6f02831a000f4240f93c00c24101");
  ASSERT_TRUE(Document::Parse(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(Document::Parse(ByteView(whole).first(length))) << length;
  }
}

TEST(CborReader, refuses_reserved_heads_and_simple_values) {
  for (const char* hex : {"1c", "1f", "3f", "df00", "fc", "ff", "e0", "f800", "f818", "f8ff",
                          "81ff", "bf01ff", "5c", "9b"}) {
    EXPECT_TRUE(Refuses(hex)) << hex;
  }
}

TEST(CborReader, refuses_text_that_is_not_utf8) {
  EXPECT_TRUE(Refuses("62c328"));
  EXPECT_FALSE(Refuses("62c3bc"));
}

TEST(CborReader, refuses_counts_that_the_bytes_cannot_hold) {
  EXPECT_TRUE(Refuses("9bffffffffffffffff"));
  EXPECT_TRUE(Refuses("bb7fffffffffffffff00"));
  EXPECT_TRUE(Refuses("5bffffffffffffffff00"));
  EXPECT_TRUE(Refuses("9affffffff0000"));
}

TEST(CborReader, bounds_depth_and_number_of_items) {
  std::string nested;
  for (int i = 0; i < 16; ++i) nested += "81";
  EXPECT_FALSE(Refuses(nested + "00"));
  EXPECT_TRUE(Refuses(nested + "8100"));
  EXPECT_TRUE(Refuses(nested + "c100"));
  const Bytes many = Value::Array(std::vector<Value>(100, Value::Null())).encoded();
  EXPECT_TRUE(Document::Parse(many, {.depth = 16, .items = 101}));
  const auto refused = Document::Parse(many, {.depth = 16, .items = 100});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kFull);
}

TEST(CborReader, survives_a_hundred_thousand_nested_arrays) {
  const Bytes nested(100'000, 0x81);
  EXPECT_FALSE(Document::Parse(nested));
}

TEST(CborReader, tells_null_from_everything_else) {
  const Bytes bytes = FromHex("83f6f700");
  const auto document = Document::Parse(bytes);
  ASSERT_TRUE(document);
  const auto elements = document->root().Elements();
  EXPECT_TRUE(elements[0].IsNull());
  EXPECT_TRUE(elements[1].IsNull());
  EXPECT_FALSE(elements[2].IsNull());
}

TEST(CborReader, stays_usable_when_the_document_moves) {
  const Bytes bytes = FromHex("a1010a");
  auto document = Document::Parse(bytes);
  ASSERT_TRUE(document);
  const Item root = document->root();
  const Document moved = std::move(*document);
  EXPECT_EQ(root.Find(1)->AsInteger(), 10);
  EXPECT_EQ(moved.root().Find(1)->AsInteger(), 10);
}

}  // namespace
}  // namespace clearway::encoding::cbor
