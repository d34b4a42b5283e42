#include "base/encoding/cose_encrypt.h"

#include <algorithm>
#include <utility>

#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose_common.h"

namespace clearway::encoding::cose {
namespace {

using cbor::Item;
using cbor::Kind;
using cbor::Value;

constexpr std::uint64_t kEncrypt0Tag = 16;
constexpr std::uint64_t kEncryptTag = 96;

// Header labels (RFC 9052 section 3.1, RFC 9053 section 6.3.1) of what is encrypted.
constexpr std::int64_t kNonceLabel = 5;
constexpr std::int64_t kEphemeralLabel = -1;

// COSE_Key (RFC 9053 section 7.1.1).
constexpr std::int64_t kKeyTypeLabel = 1;
constexpr std::int64_t kEc2 = 2;
constexpr std::int64_t kCurveLabel = -1;
constexpr std::int64_t kP256 = 1;
constexpr std::int64_t kXLabel = -2;
constexpr std::int64_t kYLabel = -3;
constexpr std::size_t kCoordinateBytes = 32;

// The fields of both headers of one layer.
struct Headers {
  std::optional<std::int64_t> algorithm;
  std::optional<ByteView> key_id;
  std::optional<ByteView> nonce;
  std::optional<EphemeralKey> ephemeral;

  // False for a field of the wrong kind, and for one that is there already.
  bool Take(std::int64_t label, const Item& value) {
    switch (label) {
      case kAlgorithmLabel:
        return !std::exchange(algorithm, value.AsInteger()) && algorithm;
      case kKeyIdLabel:
        return !std::exchange(key_id, value.AsBytes()) && key_id;
      case kNonceLabel:
        return !std::exchange(nonce, value.AsBytes()) && nonce;
      case kEphemeralLabel:
        return !std::exchange(ephemeral, ReadKey(value)) && ephemeral;
      default:
        return false;
    }
  }

  static std::optional<EphemeralKey> ReadKey(const Item& map) {
    const auto type = map.Find(kKeyTypeLabel);
    const auto curve = map.Find(kCurveLabel);
    const auto x = map.Find(kXLabel).and_then(&Item::AsBytes);
    const auto y = map.Find(kYLabel);
    if (map.size() != 4 || !type || type->AsInteger() != kEc2 || !curve ||
        curve->AsInteger() != kP256 || !x || !y) {
      return std::nullopt;
    }
    const EphemeralKey key{*x, y->AsBytes(), y->AsBoolean().value_or(false)};
    const bool has_y = y->AsBoolean() || (key.y && key.y->size() == kCoordinateBytes);
    if (!has_y || key.x.size() != kCoordinateBytes) return std::nullopt;
    return key;
  }
};

bool TakeMap(const Item& map, Headers& headers) {
  if (map.kind() != Kind::kMap) return false;
  return std::ranges::all_of(map.Entries(), [&headers](const auto& entry) {
    const auto label = entry.first.AsInteger();
    return label && headers.Take(*label, entry.second);
  });
}

// The views that are taken out are of `bytes`, not of the document.
bool TakeProtected(ByteView bytes, Headers& headers) {
  if (bytes.empty()) return true;  // RFC 9052 section 3: an empty map may be written as no bytes
  const auto document = cbor::Document::Parse(bytes);
  return document && TakeMap(document->root(), headers);
}

// Protected header, unprotected header and ciphertext begin every layer.
struct Layer {
  ByteView protected_header;
  std::int64_t algorithm = 0;
  Headers headers;
  ByteView ciphertext;
};

Result<Layer> ReadLayer(const std::vector<Item>& parts) {
  const auto protected_header = parts[0].AsBytes();
  const auto ciphertext = parts[2].AsBytes();
  if (!protected_header || !ciphertext) return Broken("a part of the message is of the wrong kind");
  Layer layer{.protected_header = *protected_header,
              .algorithm = 0,
              .headers = {},
              .ciphertext = *ciphertext};
  if (!TakeProtected(*protected_header, layer.headers) || !TakeMap(parts[1], layer.headers)) {
    return Broken("a header is not understood");
  }
  if (!layer.headers.algorithm) return Broken("a part of the message names no algorithm");
  layer.algorithm = *layer.headers.algorithm;
  return layer;
}

Result<Recipient> ReadRecipient(const Item& item) {
  const std::vector<Item> parts = item.Elements();
  if (parts.size() != 3) return Broken("a recipient has three parts here");
  const auto layer = ReadLayer(parts);
  if (!layer) return std::unexpected(layer.error());
  if (layer->headers.nonce) return Broken("a recipient has no nonce here");
  return Recipient{.protected_header = layer->protected_header,
                   .algorithm = layer->algorithm,
                   .key_id = layer->headers.key_id,
                   .ephemeral = layer->headers.ephemeral,
                   .encrypted_key = layer->ciphertext};
}

Status ReadRecipients(const Item& list, std::vector<Recipient>& recipients) {
  const std::vector<Item> items = list.Elements();
  if (items.empty() || items.size() > kMostRecipients) return Broken("one to eight recipients");
  for (const Item& item : items) {
    Result<Recipient> recipient = ReadRecipient(item);
    if (!recipient) return std::unexpected(recipient.error());
    recipients.push_back(*recipient);
  }
  return {};
}

Value KeyValue(const EphemeralKey& key) {
  return Value::Map(
      {{Value::Integer(kKeyTypeLabel), Value::Integer(kEc2)},
       {Value::Integer(kCurveLabel), Value::Integer(kP256)},
       {Value::Integer(kXLabel), Value::String(key.x)},
       {Value::Integer(kYLabel), key.y ? Value::String(*key.y) : Value::Boolean(key.y_is_odd)}});
}

// An algorithm that the protected header does not name stands in the unprotected one.
void AddAlgorithm(ByteView protected_header, std::int64_t algorithm, cbor::Entries& unprotected) {
  if (!protected_header.empty()) return;
  unprotected.emplace_back(Value::Integer(kAlgorithmLabel), Value::Integer(algorithm));
}

Value RecipientValue(const Recipient& recipient) {
  cbor::Entries unprotected;
  AddAlgorithm(recipient.protected_header, recipient.algorithm, unprotected);
  if (recipient.key_id) {
    unprotected.emplace_back(Value::Integer(kKeyIdLabel), Value::String(*recipient.key_id));
  }
  if (recipient.ephemeral) {
    unprotected.emplace_back(Value::Integer(kEphemeralLabel), KeyValue(*recipient.ephemeral));
  }
  return Value::Array({Value::String(recipient.protected_header),
                       Value::Map(std::move(unprotected)), Value::String(recipient.encrypted_key)});
}

Value RecipientsValue(const std::vector<Recipient>& recipients) {
  std::vector<Value> values;
  values.reserve(recipients.size());
  for (const Recipient& recipient : recipients) values.push_back(RecipientValue(recipient));
  return Value::Array(values);
}

Value PartyValue(ByteView identity) {
  const Value name = identity.empty() ? Value::Null() : Value::String(identity);
  return Value::Array({name, Value::Null(), Value::Null()});
}

}  // namespace

Result<Encrypted> ParseEncrypted(ByteView message) {
  const auto document = cbor::Document::Parse(message);
  if (!document) return std::unexpected(document.error());
  const Item root = document->root();
  if (root.kind() != Kind::kTagged || (root.tag() != kEncrypt0Tag && root.tag() != kEncryptTag)) {
    return Broken("the CBOR tag is not that of an encrypted COSE message");
  }
  const bool has_recipients = root.tag() == kEncryptTag;
  const std::vector<Item> parts = root.tagged().Elements();
  if (parts.size() != (has_recipients ? 4U : 3U)) return Broken("the message lacks a part");
  const auto layer = ReadLayer(parts);
  if (!layer) return std::unexpected(layer.error());
  const Headers& headers = layer->headers;
  if (!headers.nonce || headers.ephemeral || (has_recipients && headers.key_id)) {
    return Broken("the content's headers are not algorithm, nonce and key id");
  }
  Encrypted encrypted{.protected_header = layer->protected_header,
                      .algorithm = layer->algorithm,
                      .key_id = headers.key_id,
                      .nonce = *headers.nonce,
                      .ciphertext = layer->ciphertext,
                      .recipients = {}};
  if (!has_recipients) return encrypted;
  if (Status status = ReadRecipients(parts[3], encrypted.recipients); !status) {
    return std::unexpected(status.error());
  }
  return encrypted;
}

Bytes EncodeEncrypted(const Encrypted& message) {
  cbor::Entries unprotected;
  AddAlgorithm(message.protected_header, message.algorithm, unprotected);
  if (message.key_id) {
    unprotected.emplace_back(Value::Integer(kKeyIdLabel), Value::String(*message.key_id));
  }
  unprotected.emplace_back(Value::Integer(kNonceLabel), Value::String(message.nonce));
  std::vector<Value> parts = {Value::String(message.protected_header),
                              Value::Map(std::move(unprotected)),
                              Value::String(message.ciphertext)};
  if (message.has_recipients()) parts.push_back(RecipientsValue(message.recipients));
  return Value::Tagged(message.has_recipients() ? kEncryptTag : kEncrypt0Tag, Value::Array(parts))
      .encoded();
}

Bytes EncodeRecipients(const std::vector<Recipient>& recipients) {
  return RecipientsValue(recipients).encoded();
}

Bytes AlgorithmHeader(std::int64_t algorithm) {
  return Value::Map({{Value::Integer(kAlgorithmLabel), Value::Integer(algorithm)}}).encoded();
}

Bytes AuthenticatedBytes(const Encrypted& message, ByteView external) {
  return Value::Array({Value::Text(message.has_recipients() ? "Encrypt" : "Encrypt0"),
                       Value::String(message.protected_header), Value::String(external)})
      .encoded();
}

Bytes KdfContext(const KeyPurpose& purpose) {
  std::vector<Value> supplied = {Value::Integer(purpose.bits),
                                 Value::String(purpose.protected_header)};
  if (!purpose.other.empty()) supplied.push_back(Value::String(purpose.other));
  return Value::Array({Value::Integer(purpose.algorithm), PartyValue({}), PartyValue(purpose.party),
                       Value::Array(supplied)})
      .encoded();
}

}  // namespace clearway::encoding::cose
