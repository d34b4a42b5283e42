#include "keys/digest.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

namespace clearway::keys {
namespace {

using Algorithm = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;

// Fetching an algorithm costs more than hashing a certificate, so its callers keep it.
Algorithm Fetch(const char* name) {
  return {EVP_MD_fetch(nullptr, name, nullptr), &EVP_MD_free};
}

template <typename Digest>
Digest Hash(const Algorithm& algorithm, encoding::ByteView bytes) {
  Digest digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm.get(), nullptr) !=
      1) {
    std::abort();  // OpenSSL without SHA-2: nothing can be checked
  }
  return digest;
}

}  // namespace

Sha256Digest Sha256(encoding::ByteView bytes) {
  static const Algorithm kAlgorithm = Fetch("SHA256");
  return Hash<Sha256Digest>(kAlgorithm, bytes);
}

Sha384Digest Sha384(encoding::ByteView bytes) {
  static const Algorithm kAlgorithm = Fetch("SHA384");
  return Hash<Sha384Digest>(kAlgorithm, bytes);
}

Sha512Digest Sha512(encoding::ByteView bytes) {
  static const Algorithm kAlgorithm = Fetch("SHA512");
  return Hash<Sha512Digest>(kAlgorithm, bytes);
}

}  // namespace clearway::keys
