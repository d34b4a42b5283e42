#include "keys/key_derivation.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <cstdlib>
#include <memory>

#include "keys/openssl_handles.h"

namespace clearway::keys {
namespace {

using encoding::ByteView;

using KdfHandle = std::unique_ptr<EVP_KDF, FreeWith<&EVP_KDF_free>>;
using KdfContextHandle = std::unique_ptr<EVP_KDF_CTX, FreeWith<&EVP_KDF_CTX_free>>;

}  // namespace

std::optional<Secret> DeriveKey(ByteView secret, ByteView purpose, std::size_t bytes) {
  const KdfHandle kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const KdfContextHandle context(EVP_KDF_CTX_new(kdf.get()));
  char digest[] = "SHA256";
  const auto octets = [](const char* name, ByteView view) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(view.data()),
                                             view.size());
  };
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_INFO, purpose),
      OSSL_PARAM_construct_end()};
  Secret derived(bytes);
  const bool done = context != nullptr &&
                    EVP_KDF_derive(context.get(), derived.data(), derived.size(), parameters) == 1;
  ERR_clear_error();
  if (!done) return std::nullopt;
  return derived;
}

Sha256Digest HmacSha256(ByteView key, ByteView message) {
  Sha256Digest tag{};
  unsigned length = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
           tag.data(), &length) == nullptr) {
    std::abort();  // OpenSSL without HMAC: nothing can be kept or found
  }
  return tag;
}

bool SameTag(ByteView one, ByteView other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace clearway::keys
