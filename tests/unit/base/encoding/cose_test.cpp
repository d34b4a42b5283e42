#include "base/encoding/cose.h"

#include <gtest/gtest.h>

#include "base/encoding/cbor_writer.h"

namespace clearway::encoding::cose {
namespace {

using cbor::Value;

struct Parts {
  Bytes protected_header = Value::Map({{Value::Integer(1), Value::Integer(kEs256)}}).encoded();
  Value unprotected = Value::Map({});
  Value payload = Value::String(AsBytes("content"));
  Value signature = Value::String(Bytes(64));

  [[nodiscard]] Value Array() const {
    return Value::Array({Value::String(protected_header), unprotected, payload, signature});
  }
};

Value KeyIdHeader(std::string_view key_id) {
  return Value::Map({{Value::Integer(4), Value::String(AsBytes(key_id))}});
}

TEST(Cose, accepts_no_tag_tag_18_and_the_cwt_tag_around_it) {
  const Value array = Parts().Array();
  for (const Value& message :
       {array, Value::Tagged(18, array), Value::Tagged(61, Value::Tagged(18, array))}) {
    const auto parsed = ParseSign1(message.encoded());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->algorithm, kEs256);
    EXPECT_EQ(AsText(parsed->payload), "content");
    EXPECT_EQ(parsed->signature.size(), 64U);
  }
}

TEST(Cose, refuses_other_tags) {
  const Value array = Parts().Array();
  for (const Value& message :
       {Value::Tagged(98, array), Value::Tagged(61, array), Value::Tagged(998, array),
        Value::Tagged(18, Value::Tagged(18, array)), Value::Tagged(18, Value::Tagged(61, array)),
        Value::Tagged(61, Value::Tagged(61, Value::Tagged(18, array)))}) {
    EXPECT_FALSE(ParseSign1(message.encoded()));
  }
}

TEST(Cose, lets_the_protected_header_win) {
  Parts parts;
  parts.protected_header = Value::Map({{Value::Integer(1), Value::Integer(kPs256)},
                                       {Value::Integer(4), Value::String(AsBytes("inside"))}})
                               .encoded();
  parts.unprotected = Value::Map({{Value::Integer(1), Value::Integer(kEs256)},
                                  {Value::Integer(4), Value::String(AsBytes("outside"))}});
  const Value message = parts.Array();
  const auto parsed = ParseSign1(message.encoded());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->algorithm, kPs256);
  EXPECT_EQ(AsText(*parsed->key_id), "inside");
  EXPECT_TRUE(parsed->is_key_id_signed);
}

TEST(Cose, takes_from_the_unprotected_header_what_the_protected_one_lacks) {
  Parts parts;
  parts.unprotected = KeyIdHeader("outside");
  const Value message = parts.Array();
  const auto parsed = ParseSign1(message.encoded());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(AsText(*parsed->key_id), "outside");
  EXPECT_FALSE(parsed->is_key_id_signed);
}

// RFC 9052 section 4.4: what is signed is no bytes then, in whatever way the map is written.
TEST(Cose, takes_an_empty_map_for_an_empty_protected_header) {
  Parts parts;
  parts.unprotected = Value::Map({{Value::Integer(1), Value::Integer(kEs256)}});
  for (const Bytes& empty : {Bytes{0xA0}, Bytes{0xBF, 0xFF}, Bytes{0xB8, 0x00}}) {
    parts.protected_header = empty;
    const Value message = parts.Array();
    const auto parsed = ParseSign1(message.encoded());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->algorithm, kEs256);
    EXPECT_TRUE(parsed->protected_header.empty());
  }
}

TEST(Cose, takes_an_empty_protected_header_for_an_empty_map) {
  Parts parts;
  parts.protected_header = {};
  parts.unprotected = Value::Map({{Value::Integer(1), Value::Integer(kEs256)}});
  const Value message = parts.Array();
  const auto parsed = ParseSign1(message.encoded());
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->protected_header.empty());
  EXPECT_FALSE(parsed->key_id);
}

TEST(Cose, marks_an_algorithm_that_is_named_by_a_text) {
  Parts parts;
  parts.protected_header = Value::Map({{Value::Integer(1), Value::Text("ES256")}}).encoded();
  const Value message = parts.Array();
  EXPECT_EQ(ParseSign1(message.encoded())->algorithm, kNamedByText);
}

TEST(Cose, refuses_what_is_not_four_parts_of_the_right_kinds) {
  const Parts good;
  std::vector<Value> broken = {
      Value::Integer(1), Value::Array({}), Value::Map({}),
      Value::Array({Value::String(good.protected_header), good.unprotected, good.payload}),
      Value::Array({Value::String(good.protected_header), good.unprotected, good.payload,
                    good.signature, Value::Null()})};
  Parts parts;
  parts.payload = Value::Null();
  broken.push_back(parts.Array());
  parts = {};
  parts.signature = Value::Text("signature");
  broken.push_back(parts.Array());
  parts = {};
  parts.unprotected = Value::Null();
  broken.push_back(parts.Array());
  for (const Value& message : broken) EXPECT_FALSE(ParseSign1(message.encoded()));
}

TEST(Cose, refuses_critical_headers_wherever_they_stand) {
  Parts parts;
  ASSERT_TRUE(ParseSign1(parts.Array().encoded()));
  parts.unprotected = Value::Map({{Value::Integer(2), Value::Array({Value::Integer(99)})}});
  EXPECT_FALSE(ParseSign1(parts.Array().encoded()));
}

TEST(Cose, refuses_headers_that_break_their_rules) {
  const std::vector<Bytes> headers = {
      Value::Integer(1).encoded(),
      Value::Map({}).encoded(),                                    // no algorithm
      Value::Map({{Value::Integer(1), Value::Null()}}).encoded(),  // of what kind?
      Value::Map({{Value::Integer(1), Value::Integer(kEs256)},
                  {Value::Integer(2), Value::Array({Value::Integer(99)})}})
          .encoded(),  // critical
      Value::Map(
          {{Value::Integer(1), Value::Integer(kEs256)}, {Value::Integer(4), Value::Text("text")}})
          .encoded(),
      Bytes{0xA2, 0x01, 0x26, 0x01, 0x26},  // alg twice
      Bytes{0xA1, 0x01, 0x26, 0x00},        // and a byte more
  };
  for (const Bytes& header : headers) {
    Parts parts;
    parts.protected_header = header;
    EXPECT_FALSE(ParseSign1(parts.Array().encoded()));
  }
}

TEST(Cose, refuses_bytes_after_the_message) {
  Bytes message = Parts().Array().encoded();
  message.push_back(0);
  EXPECT_FALSE(ParseSign1(message));
}

// RFC 9052 section 4.4; the protected header goes in as it came, however it is encoded.
TEST(Cose, signs_the_original_bytes) {
  const Bytes header{0xA1, 0x18, 0x01, 0x26};  // {1: -7} with a head longer than need be
  const Bytes expected{0x84, 0x6A, 'S',  'i',  'g', 'n',  'a',  't',  'u', 'r', 'e',
                       '1',  0x44, 0xA1, 0x18, 1,   0x26, 0x40, 0x42, 'h', 'i'};
  EXPECT_EQ(SignedBytes(header, AsBytes("hi")), expected);
}

}  // namespace
}  // namespace clearway::encoding::cose
