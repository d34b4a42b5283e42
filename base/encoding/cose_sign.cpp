#include "base/encoding/cose_sign.h"

#include <string_view>

#include "base/encoding/cbor.h"
#include "base/encoding/cbor_writer.h"
#include "base/encoding/cose_common.h"

namespace clearway::encoding::cose {
namespace {

constexpr std::uint64_t kSignTag = 98;
constexpr std::size_t kMostSigners = 8;

bool IsEmptyMap(const cbor::Item& item) {
  return item.kind() == cbor::Kind::kMap && item.size() == 0;
}

Result<SignerPart> ReadSigner(const cbor::Item& item) {
  const std::vector<cbor::Item> parts = item.Elements();
  if (parts.size() != 3) return Broken("a COSE_Signature has three parts");
  const auto protected_header = parts[0].AsBytes();
  const auto signature = parts[2].AsBytes();
  if (!protected_header || !IsEmptyMap(parts[1]) || !signature) {
    return Broken("a part of a COSE_Signature is of the wrong kind");
  }
  const auto document = cbor::Document::Parse(*protected_header);
  if (!document) return std::unexpected(document.error());
  const cbor::Item header = document->root();
  const auto algorithm = header.Find(kAlgorithmLabel).and_then(&cbor::Item::AsInteger);
  const auto key_id = header.Find(kKeyIdLabel).and_then(&cbor::Item::AsBytes);
  if (header.size() != 2 || !algorithm || !key_id) {
    return Broken("a signer's header is not just algorithm and key id");
  }
  return SignerPart{*protected_header, *algorithm, *key_id, *signature};
}

}  // namespace

Result<Sign> ParseSign(ByteView message) {
  const auto document = cbor::Document::Parse(message);
  if (!document) return std::unexpected(document.error());
  const cbor::Item root = document->root();
  if (root.kind() != cbor::Kind::kTagged || root.tag() != kSignTag) {
    return Broken("the CBOR tag is not that of a COSE_Sign message");
  }
  const std::vector<cbor::Item> parts = root.tagged().Elements();
  if (parts.size() != 4) return Broken("a COSE_Sign message has four parts");
  const auto protected_header = parts[0].AsBytes();
  const auto payload = parts[2].AsBytes();
  if (!protected_header || !protected_header->empty() || !IsEmptyMap(parts[1]) || !payload) {
    return Broken("a part of the COSE_Sign message is of the wrong kind");
  }
  const std::vector<cbor::Item> signers = parts[3].Elements();
  if (signers.empty() || signers.size() > kMostSigners) return Broken("one to eight signatures");
  Sign sign{.protected_header = *protected_header, .payload = *payload, .signers = {}};
  for (const cbor::Item& item : signers) {
    Result<SignerPart> signer = ReadSigner(item);
    if (!signer) return std::unexpected(signer.error());
    sign.signers.push_back(*signer);
  }
  return sign;
}

Bytes SignedBytes(ByteView body_protected, ByteView sign_protected, ByteView payload,
                  ByteView external) {
  constexpr std::string_view kContext = "Signature";
  Bytes bytes;
  bytes.reserve(body_protected.size() + sign_protected.size() + payload.size() + external.size() +
                48);
  cbor::AppendHead(bytes, 4, 5);
  cbor::AppendHead(bytes, 3, kContext.size());
  bytes.insert(bytes.end(), kContext.begin(), kContext.end());
  AppendString(bytes, body_protected);
  AppendString(bytes, sign_protected);
  AppendString(bytes, external);
  AppendString(bytes, payload);
  return bytes;
}

Bytes SignerHeader(std::int64_t algorithm, ByteView key_id) {
  using cbor::Value;
  return Value::Map({{Value::Integer(kAlgorithmLabel), Value::Integer(algorithm)},
                     {Value::Integer(kKeyIdLabel), Value::String(key_id)}})
      .encoded();
}

Bytes MakeSign(ByteView payload, const std::vector<MadeSignature>& signatures) {
  using cbor::Value;
  std::vector<Value> signers;
  signers.reserve(signatures.size());
  for (const MadeSignature& made : signatures) {
    signers.push_back(Value::Array(
        {Value::String(made.protected_header), Value::Map({}), Value::String(made.signature)}));
  }
  return Value::Tagged(kSignTag, Value::Array({Value::String({}), Value::Map({}),
                                               Value::String(payload), Value::Array(signers)}))
      .encoded();
}

}  // namespace clearway::encoding::cose
