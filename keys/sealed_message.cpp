#include "keys/sealed_message.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>

#include "base/encoding/cbor_writer.h"
#include "keys/content_cipher.h"
#include "keys/key_wrap.h"
#include "keys/openssl_handles.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
namespace cose = encoding::cose;

using KdfHandle = std::unique_ptr<EVP_KDF, FreeWith<&EVP_KDF_free>>;
using KdfContextHandle = std::unique_ptr<EVP_KDF_CTX, FreeWith<&EVP_KDF_CTX_free>>;

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

// RFC 5869 with SHA-256, without salt.
std::optional<Secret> Hkdf(ByteView secret, ByteView info, std::size_t bytes) {
  const KdfHandle kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const KdfContextHandle context(EVP_KDF_CTX_new(kdf.get()));
  char digest[] = "SHA256";
  const auto octets = [](const char* name, ByteView view) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(view.data()),
                                             view.size());
  };
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_INFO, info),
      OSSL_PARAM_construct_end()};
  Secret derived(bytes);
  const bool done = context != nullptr &&
                    EVP_KDF_derive(context.get(), derived.data(), derived.size(), parameters) == 1;
  ERR_clear_error();
  if (!done) return std::nullopt;
  return derived;
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
  return Hkdf(agreed, context, wrap->bits / 8);
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
