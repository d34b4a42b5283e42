#include "base/encoding/cose_encrypt.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding/cbor_writer.h"

namespace clearway::encoding::cose {
namespace {

using cbor::Value;

const Bytes kX(32, 0x11);
const Bytes kY(32, 0x22);
const Bytes kNonce(12, 0x33);
const Bytes kContentHeader = AlgorithmHeader(kA256Gcm);
const Bytes kRecipientHeader = AlgorithmHeader(kEcdhEsA256Kw);

Encrypted Corridor() {
  return {.protected_header = kContentHeader,
          .algorithm = kA256Gcm,
          .key_id = AsBytes("corridor"),
          .nonce = kNonce,
          .ciphertext = AsBytes("sealed content"),
          .recipients = {}};
}

Recipient Agreed() {
  return {.protected_header = kRecipientHeader,
          .algorithm = kEcdhEsA256Kw,
          .key_id = AsBytes("readers1"),
          .ephemeral = EphemeralKey{kX, std::nullopt, true},
          .encrypted_key = AsBytes("wrapped key")};
}

Encrypted ToReaders(std::size_t count) {
  Encrypted message = Corridor();
  message.key_id.reset();
  message.recipients.assign(count, Agreed());
  return message;
}

Value Key(Value y, Value x = Value::String(kX), std::int64_t curve = 1) {
  return Value::Map({{Value::Integer(1), Value::Integer(2)},
                     {Value::Integer(-1), Value::Integer(curve)},
                     {Value::Integer(-2), std::move(x)},
                     {Value::Integer(-3), std::move(y)}});
}

// One recipient whose unprotected header has these entries beside its key id.
Bytes WithRecipient(cbor::Entries entries, Bytes protected_header = kRecipientHeader) {
  const Value recipient =
      Value::Array({Value::String(protected_header), Value::Map(std::move(entries)),
                    Value::String(AsBytes("wrapped key"))});
  return Value::Tagged(96, Value::Array({Value::String(kContentHeader),
                                         Value::Map({{Value::Integer(5), Value::String(kNonce)}}),
                                         Value::String(AsBytes("sealed content")),
                                         Value::Array({recipient})}))
      .encoded();
}

Bytes WithHeaders(const Bytes& protected_header, cbor::Entries unprotected,
                  std::uint64_t tag = 16) {
  return Value::Tagged(
             tag, Value::Array({Value::String(protected_header), Value::Map(std::move(unprotected)),
                                Value::String(AsBytes("sealed content"))}))
      .encoded();
}

TEST(CoseEncrypt, reads_back_a_message_under_one_key) {
  const Bytes bytes = EncodeEncrypted(Corridor());
  const auto message = ParseEncrypted(bytes);
  ASSERT_TRUE(message) << message.error().detail;
  EXPECT_EQ(message->algorithm, kA256Gcm);
  EXPECT_EQ(AsText(*message->key_id), "corridor");
  EXPECT_EQ(AsText(message->ciphertext), "sealed content");
  EXPECT_FALSE(message->has_recipients());
  EXPECT_EQ(EncodeEncrypted(*message), bytes);
}

TEST(CoseEncrypt, reads_back_one_to_eight_recipients) {
  for (std::size_t count = 1; count <= 8; ++count) {
    const Bytes bytes = EncodeEncrypted(ToReaders(count));
    const auto message = ParseEncrypted(bytes);
    ASSERT_TRUE(message) << message.error().detail;
    ASSERT_EQ(message->recipients.size(), count);
    const Recipient& last = message->recipients.back();
    EXPECT_EQ(last.algorithm, kEcdhEsA256Kw);
    EXPECT_EQ(AsText(*last.key_id), "readers1");
    EXPECT_EQ(AsText(last.encrypted_key), "wrapped key");
    EXPECT_FALSE(last.ephemeral->y);
    EXPECT_TRUE(last.ephemeral->y_is_odd);
    EXPECT_EQ(EncodeEncrypted(*message), bytes);
  }
  EXPECT_FALSE(ParseEncrypted(EncodeEncrypted(ToReaders(9))));
}

TEST(CoseEncrypt, takes_a_whole_point_and_an_unprotected_algorithm) {
  const Bytes whole = WithRecipient({{Value::Integer(-1), Key(Value::String(kY))}});
  ASSERT_TRUE(ParseEncrypted(whole));
  EXPECT_TRUE(ParseEncrypted(whole)->recipients[0].ephemeral->y);
  const auto direct = ParseEncrypted(WithRecipient({{Value::Integer(1), Value::Integer(-6)}}, {}));
  ASSERT_TRUE(direct);
  EXPECT_EQ(direct->recipients[0].algorithm, kDirect);
}

TEST(CoseEncrypt, refuses_a_key_that_is_no_point_on_p256) {
  const Value flag = Value::Boolean(true);
  for (const Value& key :
       {Key(Value::Integer(1)), Key(Value::String(Bytes(31))), Key(flag, Value::String(Bytes(31))),
        Key(flag, Value::Text("x")), Key(flag, Value::String(kX), 3), Value::Integer(1),
        Value::Map({{Value::Integer(1), Value::Integer(2)}})}) {
    EXPECT_FALSE(ParseEncrypted(WithRecipient({{Value::Integer(-1), key}})));
  }
}

TEST(CoseEncrypt, refuses_headers_that_it_does_not_understand) {
  const std::pair<Value, Value> nonce = {Value::Integer(5), Value::String(kNonce)};
  ASSERT_TRUE(ParseEncrypted(WithHeaders(kContentHeader, {nonce})));
  EXPECT_FALSE(ParseEncrypted(WithHeaders(kContentHeader, {})));
  EXPECT_FALSE(ParseEncrypted(WithHeaders({}, {nonce})));
  EXPECT_FALSE(ParseEncrypted(WithHeaders(Value::Integer(1).encoded(), {nonce})));
  for (const std::int64_t label : {1, 2, 3, 6, 7, -1, 99}) {
    EXPECT_FALSE(ParseEncrypted(
        WithHeaders(kContentHeader, {nonce, {Value::Integer(label), Value::Integer(3)}})))
        << label;
  }
  EXPECT_FALSE(ParseEncrypted(
      WithHeaders(kContentHeader, {nonce, {Value::Text("alg"), Value::Integer(3)}})));
  EXPECT_FALSE(ParseEncrypted(
      WithHeaders(Value::Map({{Value::Integer(1), Value::Text("A256GCM")}}).encoded(), {nonce})));
  EXPECT_FALSE(ParseEncrypted(WithRecipient({nonce})));
  EXPECT_FALSE(ParseEncrypted(WithRecipient({{Value::Integer(1), Value::Integer(-31)}})));
}

TEST(CoseEncrypt, refuses_other_tags_and_shapes) {
  const std::pair<Value, Value> nonce = {Value::Integer(5), Value::String(kNonce)};
  for (const std::uint64_t tag : {17U, 18U, 61U, 96U, 97U, 98U, 995U}) {
    EXPECT_FALSE(ParseEncrypted(WithHeaders(kContentHeader, {nonce}, tag))) << tag;
  }
  const Bytes good = EncodeEncrypted(ToReaders(2));
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(ParseEncrypted(ByteView(good).first(length))) << length;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(ParseEncrypted(longer));
  EXPECT_FALSE(ParseEncrypted(Value::Tagged(16, Value::Null()).encoded()));
}

TEST(CoseEncrypt, binds_the_kind_of_message_its_header_and_what_is_outside) {
  const Bytes one = AuthenticatedBytes(Corridor(), AsBytes("outside"));
  EXPECT_EQ(one, Value::Array({Value::Text("Encrypt0"), Value::String(kContentHeader),
                               Value::String(AsBytes("outside"))})
                     .encoded());
  EXPECT_NE(one, AuthenticatedBytes(ToReaders(1), AsBytes("outside")));
  EXPECT_NE(one, AuthenticatedBytes(Corridor(), AsBytes("elsewhere")));
}

// RFC 9053 section 5.2, with everything optional left out and put in.
TEST(CoseEncrypt, writes_the_context_of_a_key_derivation) {
  const Value nobody = Value::Array({Value::Null(), Value::Null(), Value::Null()});
  EXPECT_EQ(KdfContext({.algorithm = -3, .bits = 128, .protected_header = kRecipientHeader}),
            Value::Array({Value::Integer(-3), nobody, nobody,
                          Value::Array({Value::Integer(128), Value::String(kRecipientHeader)})})
                .encoded());
  EXPECT_EQ(
      KdfContext({.algorithm = -5,
                  .bits = 256,
                  .protected_header = kRecipientHeader,
                  .party = AsBytes("CN-DE"),
                  .other = AsBytes("more")}),
      Value::Array({Value::Integer(-5), nobody,
                    Value::Array({Value::String(AsBytes("CN-DE")), Value::Null(), Value::Null()}),
                    Value::Array({Value::Integer(256), Value::String(kRecipientHeader),
                                  Value::String(AsBytes("more"))})})
          .encoded());
}

}  // namespace
}  // namespace clearway::encoding::cose
