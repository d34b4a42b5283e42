#include "keys/digest.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

namespace clearway::keys {

Sha256Digest Sha256(encoding::ByteView bytes) {
  // Fetching an algorithm costs more than hashing a certificate, so it is kept.
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> kSha256(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  Sha256Digest digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, kSha256.get(), nullptr) != 1) {
    std::abort();  // OpenSSL without SHA-256: nothing can be checked
  }
  return digest;
}

}  // namespace clearway::keys
