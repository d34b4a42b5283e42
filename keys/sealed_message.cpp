#include "keys/sealed_message.h"

#include <algorithm>
#include <array>

#include "base/encoding/cbor_writer.h"
#include "keys/content_cipher.h"
#include "keys/key_derivation.h"
#include "keys/key_wrap.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
namespace cose = encoding::cose;

// A key wrap, and the key agreement that derives its key.
struct Wrap {
  std::int64_t wrap;
  std::int64_t agreement;
  unsigned bits;
};

constexpr std::array kWraps = std::to_array<Wrap>({
    {cose::kA128Kw, cose::kEcdhEsA128Kw, 128},
    {cose::kA192Kw, cose::kEcdhEsA192Kw, 192},
    {cose::kA256Kw, cose::kEcdhEsA256Kw, 256},
});

const Wrap* FindWrap(std::int64_t algorithm, std::int64_t Wrap::*member) {
  const auto* const found = std::ranges::find(kWraps, algorithm, member);
  return found == kWraps.end() ? nullptr : found;
}

// The point as SEC 1 section 2.3.3 writes it.
Bytes PointOf(const cose::EphemeralKey& key) {
  Bytes point;
  point.push_back(static_cast<std::uint8_t>(key.y ? 4 : (key.y_is_odd ? 3 : 2)));
  point.insert(point.end(), key.x.begin(), key.x.end());
  if (key.y) point.insert(point.end(), key.y->begin(), key.y->end());
  return point;
}

std::optional<Secret> OpenAgreed(const cose::Recipient& recipient, const DecryptionKey& key,
                                 const KeyBinding& binding) {
  if (!recipient.ephemeral) return std::nullopt;
  const std::optional<Secret> agreed = key.Agree(PointOf(*recipient.ephemeral));
  if (!agreed) return std::nullopt;
  const std::optional<Secret> wrapping_key = DeriveWrappingKey(recipient, agreed->view(), binding);
  if (!wrapping_key) return std::nullopt;
  return UnwrapKey(wrapping_key->view(), recipient.encrypted_key);
}

}  // namespace

Bytes BoundToRecipients(std::string_view purpose, const std::vector<cose::Recipient>& recipients) {
  using encoding::cbor::Value;
  return Value::Array({Value::Text(purpose), Value::Encoded(cose::EncodeRecipients(recipients))})
      .encoded();
}

std::optional<Secret> DeriveWrappingKey(const cose::Recipient& recipient, ByteView agreed,
                                        const KeyBinding& binding) {
  const Wrap* wrap = FindWrap(recipient.algorithm, &Wrap::agreement);
  if (wrap == nullptr) return std::nullopt;
  const Bytes context = cose::KdfContext({.algorithm = wrap->wrap,
                                          .bits = wrap->bits,
                                          .protected_header = recipient.protected_header,
                                          .party = binding.party,
                                          .other = binding.other});
  return DeriveKey(agreed, context, wrap->bits / 8);
}

std::optional<Secret> OpenContentKey(const cose::Recipient& recipient, ByteView shared_key) {
  if (recipient.algorithm == cose::kDirect) {
    if (!recipient.encrypted_key.empty() || !recipient.protected_header.empty()) {
      return std::nullopt;
    }
    return Secret(Bytes(shared_key.begin(), shared_key.end()));
  }
  const Wrap* wrap = FindWrap(recipient.algorithm, &Wrap::wrap);
  if (wrap == nullptr || shared_key.size() * 8 != wrap->bits) return std::nullopt;
  return UnwrapKey(shared_key, recipient.encrypted_key);
}

std::optional<Secret> OpenContentKey(const cose::Recipient& recipient, const DecryptionKey& key,
                                     const KeyBinding& binding) {
  if (recipient.algorithm != cose::kSm2KeyTransport) return OpenAgreed(recipient, key, binding);
  return key.Decrypt(recipient.encrypted_key);
}

std::optional<Secret> OpenMessage(const cose::Encrypted& message, ByteView content_key,
                                  ByteView external) {
  const auto cipher = ContentCipherFromCose(message.algorithm);
  if (!cipher) return std::nullopt;
  const Bytes authenticated = cose::AuthenticatedBytes(message, external);
  return OpenContent(*cipher,
                     {.key = content_key, .nonce = message.nonce, .authenticated = authenticated},
                     message.ciphertext);
}

}  // namespace clearway::keys
