#include "base/encoding/cbor_writer.h"

#include <gtest/gtest.h>

#include "base/encoding/cbor.h"

namespace clearway::encoding::cbor {
namespace {

TEST(CborWriter, writes_the_shortest_heads) {
  EXPECT_EQ(Value::Integer(0).encoded(), (Bytes{0x00}));
  EXPECT_EQ(Value::Integer(23).encoded(), (Bytes{0x17}));
  EXPECT_EQ(Value::Integer(24).encoded(), (Bytes{0x18, 24}));
  EXPECT_EQ(Value::Integer(256).encoded(), (Bytes{0x19, 1, 0}));
  EXPECT_EQ(Value::Integer(65536).encoded(), (Bytes{0x1A, 0, 1, 0, 0}));
  EXPECT_EQ(Value::Integer(-24).encoded(), (Bytes{0x37}));
  EXPECT_EQ(Value::Integer(-260).encoded(), (Bytes{0x39, 1, 3}));
  EXPECT_EQ(Value::Integer(INT64_MIN).encoded().size(), 9U);
}

// RFC 8949 section 4.2.1: 10, 100, -1, "z", "aa", [100], false.
TEST(CborWriter, orders_the_keys_of_a_map_by_their_encoding) {
  const Value map = Value::Map({{Value::Text("aa"), Value::Null()},
                                {Value::Integer(-1), Value::Null()},
                                {Value::Integer(100), Value::Null()},
                                {Value::Text("z"), Value::Null()},
                                {Value::Integer(10), Value::Null()}});
  const auto document = Document::Parse(map.encoded());
  ASSERT_TRUE(document);
  const auto entries = document->root().Entries();
  ASSERT_EQ(entries.size(), 5U);
  EXPECT_EQ(entries[0].first.AsInteger(), 10);
  EXPECT_EQ(entries[1].first.AsInteger(), 100);
  EXPECT_EQ(entries[2].first.AsInteger(), -1);
  EXPECT_EQ(entries[3].first.AsText(), "z");
  EXPECT_EQ(entries[4].first.AsText(), "aa");
}

TEST(CborWriter, is_read_back_by_the_reader) {
  const Value value =
      Value::Tagged(18, Value::Array({Value::String(AsBytes("bytes")), Value::Text("王"),
                                      Value::Boolean(true), Value::Float(-1.5), Value::Null()}));
  const auto document = Document::Parse(value.encoded());
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().tag(), 18U);
  const auto elements = document->root().tagged().Elements();
  ASSERT_EQ(elements.size(), 5U);
  EXPECT_EQ(AsText(*elements[0].AsBytes()), "bytes");
  EXPECT_EQ(elements[1].AsText(), "王");
  EXPECT_EQ(elements[2].AsBoolean(), true);
  EXPECT_EQ(elements[3].AsNumber(), -1.5);
  EXPECT_TRUE(elements[4].IsNull());
}

}  // namespace
}  // namespace clearway::encoding::cbor
