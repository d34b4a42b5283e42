#include "base/encoding/signed_code.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding/base45.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose.h"

namespace clearway::encoding {
namespace {

using cbor::Value;

constexpr SignedCodeKind kKind{.prefix = "XX1:", .context = "an example"};

Bytes FromText(std::string_view text) {
  const ByteView bytes = AsBytes(text);
  return {bytes.begin(), bytes.end()};
}

const SignedCode kCode{.algorithm = cose::kEs256,
                       .key_id = FromText("key"),
                       .payload = FromText("content"),
                       .signature = Bytes(64, 7)};

// The parts of a message, of which one may be spelled otherwise.
struct Parts {
  Bytes header = Value::Map({{Value::Integer(1), Value::Integer(cose::kEs256)},
                             {Value::Integer(4), Value::String(AsBytes("key"))}})
                     .encoded();
  Value unprotected = Value::Map({});

  [[nodiscard]] Value Array() const {
    return Value::Array({Value::String(header), unprotected, Value::String(kCode.payload),
                         Value::String(kCode.signature)});
  }
};

std::string Spelled(const Bytes& message) {
  return "XX1:" + EncodeBase45(message);
}

TEST(SignedCode, is_a_tagged_cose_sign1_in_base45_behind_its_prefix) {
  EXPECT_EQ(ToText(kKind, kCode), Spelled(Value::Tagged(18, Parts().Array()).encoded()));
}

TEST(SignedCode, is_read_as_it_was_written) {
  const auto read = ParseSignedCode(kKind, ToText(kKind, kCode));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->algorithm, kCode.algorithm);
  EXPECT_EQ(read->key_id, kCode.key_id);
  EXPECT_EQ(read->payload, kCode.payload);
  EXPECT_EQ(read->signature, kCode.signature);
}

TEST(SignedCode, signs_its_header_its_payload_and_what_kind_it_is) {
  const Bytes signed_bytes = SignedBytes(kKind, kCode);
  EXPECT_EQ(signed_bytes, cose::SignedBytes(Parts().header, kCode.payload, AsBytes("an example")));
  EXPECT_NE(signed_bytes, SignedBytes({.prefix = "XX1:", .context = "another"}, kCode));
  SignedCode of_another_key = kCode;
  of_another_key.key_id.push_back(1);
  EXPECT_NE(signed_bytes, SignedBytes(kKind, of_another_key));
}

TEST(SignedCode, has_one_spelling) {
  Parts parts;
  EXPECT_FALSE(ParseSignedCode(kKind, Spelled(parts.Array().encoded()))) << "no tag";
  const Value tagged = Value::Tagged(18, parts.Array());
  EXPECT_FALSE(ParseSignedCode(kKind, Spelled(Value::Tagged(61, tagged).encoded()))) << "two tags";
  Bytes longer = tagged.encoded();
  longer.push_back(0);
  EXPECT_FALSE(ParseSignedCode(kKind, Spelled(longer))) << "bytes after it";
  parts.unprotected = Value::Map({{Value::Integer(9), Value::Integer(1)}});
  EXPECT_FALSE(ParseSignedCode(kKind, Spelled(Value::Tagged(18, parts.Array()).encoded())))
      << "an unprotected header";
}

TEST(SignedCode, names_its_algorithm_and_key_in_the_protected_header_and_no_more) {
  const auto parses = [](const cbor::Entries& header, const cbor::Entries& unprotected = {}) {
    Parts parts;
    parts.header = Value::Map(header).encoded();
    parts.unprotected = Value::Map(unprotected);
    return ParseSignedCode(kKind, Spelled(Value::Tagged(18, parts.Array()).encoded())).has_value();
  };
  const std::pair algorithm{Value::Integer(1), Value::Integer(cose::kEs256)};
  const std::pair key_id{Value::Integer(4), Value::String(AsBytes("key"))};
  EXPECT_TRUE(parses({algorithm, key_id}));
  EXPECT_FALSE(parses({algorithm}));
  EXPECT_FALSE(parses({key_id}));
  EXPECT_FALSE(parses({algorithm}, {key_id}));
  EXPECT_FALSE(parses({{Value::Integer(1), Value::Text("ES256")}, key_id}));
  EXPECT_FALSE(parses({algorithm, key_id, {Value::Integer(5), Value::Integer(1)}}));
}

TEST(SignedCode, is_of_the_kind_that_its_prefix_says) {
  const SignedCodeKind other{.prefix = "YY1:", .context = "an example"};
  EXPECT_FALSE(ParseSignedCode(other, ToText(kKind, kCode)));
  EXPECT_FALSE(ParseSignedCode(kKind, ""));
  EXPECT_FALSE(ParseSignedCode(kKind, "XX1:"));
  EXPECT_FALSE(ParseSignedCode(kKind, " " + ToText(kKind, kCode)));
}

TEST(SignedCode, has_at_most_512_characters) {
  SignedCode code = kCode;
  code.payload.assign(240, 1);
  EXPECT_LE(ToText(kKind, code).size(), 512U);
  EXPECT_TRUE(ParseSignedCode(kKind, ToText(kKind, code)));
  code.payload.assign(300, 1);
  EXPECT_GT(ToText(kKind, code).size(), 512U);
  EXPECT_FALSE(ParseSignedCode(kKind, ToText(kKind, code)));
}

}  // namespace
}  // namespace clearway::encoding
