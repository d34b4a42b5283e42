#include "base/encoding/signed_code.h"

#include "base/encoding/base45.h"
#include "base/encoding/cose.h"
#include "base/encoding/cose_sign.h"

namespace clearway::encoding {
namespace {

constexpr std::size_t kLongestText = 512;

Bytes Copy(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace

Bytes SignedBytes(const SignedCodeKind& kind, const SignedCode& code) {
  return cose::SignedBytes(cose::SignerHeader(code.algorithm, code.key_id), code.payload,
                           AsBytes(kind.context));
}

std::string ToText(const SignedCodeKind& kind, const SignedCode& code) {
  const Bytes message = cose::MakeSign1(cose::SignerHeader(code.algorithm, code.key_id),
                                        code.payload, code.signature);
  return std::string(kind.prefix) + EncodeBase45(message);
}

std::optional<SignedCode> ParseSignedCode(const SignedCodeKind& kind, std::string_view text) {
  if (!text.starts_with(kind.prefix) || text.size() > kLongestText) return std::nullopt;
  const auto message = DecodeBase45(text.substr(kind.prefix.size()));
  if (!message) return std::nullopt;
  const auto sign1 = cose::ParseSign1(*message);
  if (!sign1) return std::nullopt;
  const auto& key_id = sign1->key_id;
  if (!key_id) return std::nullopt;
  SignedCode code{.algorithm = sign1->algorithm,
                  .key_id = Copy(*key_id),
                  .payload = Copy(sign1->payload),
                  .signature = Copy(sign1->signature)};
  // One spelling: no other tag, header, length or order.
  if (ToText(kind, code) != text) return std::nullopt;
  return code;
}

}  // namespace clearway::encoding
