#include "base/encoding/cose.h"

#include <vector>

#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose_common.h"

namespace clearway::encoding::cose {
namespace {

constexpr std::uint64_t kSign1Tag = 18;
constexpr std::uint64_t kCwtTag = 61;  // RFC 8392 section 6

Result<cbor::Item> Untagged(cbor::Item item) {
  if (item.kind() != cbor::Kind::kTagged) return item;
  if (item.tag() == kCwtTag) {
    item = item.tagged();
    if (item.kind() != cbor::Kind::kTagged) return Broken("the CWT tag holds no COSE message");
  }
  if (item.tag() != kSign1Tag) return Broken("the CBOR tag is not that of a COSE_Sign1 message");
  return item.tagged();
}

// Takes algorithm and key id out of one header; what is set already stays.
struct HeaderFields {
  std::optional<std::int64_t> algorithm;
  std::optional<ByteView> key_id;

  Status TakeFrom(const cbor::Item& header) {
    if (const auto item = header.Find(kAlgorithmLabel); item && !algorithm) {
      if (item->AsText()) {
        algorithm = kNamedByText;
      } else if (algorithm = item->AsInteger(); !algorithm) {
        return Broken("the algorithm header is neither a number nor a name");
      }
    }
    if (const auto item = header.Find(kKeyIdLabel); item && !key_id) {
      key_id = item->AsBytes();
      if (!key_id) return Broken("the key id header is not a byte string");
    }
    return {};
  }
};

// Returns what of it is signed. An empty map may be written as no bytes, and is signed as no bytes
// however it is written (RFC 9052 sections 3 and 4.4).
Result<ByteView> ReadProtected(ByteView bytes, HeaderFields& fields) {
  if (bytes.empty()) return bytes;
  const auto document = cbor::Document::Parse(bytes);
  if (!document) return std::unexpected(document.error());
  const cbor::Item header = document->root();
  if (header.kind() != cbor::Kind::kMap) return Broken("the protected header is not a map");
  if (header.Find(kCriticalLabel)) return Broken("a critical header is not understood");
  if (Status status = fields.TakeFrom(header); !status) return std::unexpected(status.error());
  return header.size() == 0 ? ByteView{} : bytes;
}

Result<Sign1> FromParts(const std::vector<cbor::Item>& parts) {
  const auto protected_header = parts[0].AsBytes();
  const auto payload = parts[2].AsBytes();
  const auto signature = parts[3].AsBytes();
  if (!protected_header || parts[1].kind() != cbor::Kind::kMap || !payload || !signature) {
    return Broken("a part of the COSE_Sign1 message is of the wrong kind");
  }
  // Its place is the protected header (RFC 9052 section 3.1); nothing may be passed over for that.
  if (parts[1].Find(kCriticalLabel)) return Broken("a critical header is not understood");
  HeaderFields fields;
  const Result<ByteView> signed_header = ReadProtected(*protected_header, fields);
  if (!signed_header) return std::unexpected(signed_header.error());
  const bool is_key_id_signed = fields.key_id.has_value();
  if (Status status = fields.TakeFrom(parts[1]); !status) return std::unexpected(status.error());
  if (!fields.algorithm) return Broken("the COSE_Sign1 message names no algorithm");
  return Sign1{.protected_header = *signed_header,
               .algorithm = *fields.algorithm,
               .key_id = fields.key_id,
               .is_key_id_signed = is_key_id_signed,
               .payload = *payload,
               .signature = *signature};
}

}  // namespace

Result<Sign1> ParseSign1(ByteView message) {
  const auto document = cbor::Document::Parse(message);
  if (!document) return std::unexpected(document.error());
  const Result<cbor::Item> array = Untagged(document->root());
  if (!array) return std::unexpected(array.error());
  const std::vector<cbor::Item> parts = array->Elements();
  if (parts.size() != 4) return Broken("a COSE_Sign1 message has four parts");
  return FromParts(parts);
}

Bytes SignedBytes(ByteView protected_header, ByteView payload, ByteView external) {
  constexpr std::string_view kContext = "Signature1";
  Bytes bytes;
  bytes.reserve(protected_header.size() + payload.size() + external.size() + 40);
  cbor::AppendHead(bytes, 4, 4);
  cbor::AppendHead(bytes, 3, kContext.size());
  bytes.insert(bytes.end(), kContext.begin(), kContext.end());
  AppendString(bytes, protected_header);
  AppendString(bytes, external);
  AppendString(bytes, payload);
  return bytes;
}

Bytes MakeSign1(ByteView protected_header, ByteView payload, ByteView signature) {
  using cbor::Value;
  return Value::Tagged(kSign1Tag, Value::Array({Value::String(protected_header), Value::Map({}),
                                                Value::String(payload), Value::String(signature)}))
      .encoded();
}

}  // namespace clearway::encoding::cose
