#include "keys/revocation.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace clearway::keys {

namespace {

struct FreeDigest {
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// SHA-256 of a few short parts in one go. OpenSSL looks an algorithm up by name at every one-shot
// call, which costs more than the hash itself: each thread keeps a context.
class ShortHash {
 public:
  ShortHash() { EVP_DigestInit_ex2(context_.get(), sha256_.get(), nullptr); }

  void Begin() { EVP_DigestInit_ex2(context_.get(), nullptr, nullptr); }
  void Add(const void* bytes, std::size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }
  std::array<std::uint8_t, 32> End() {
    std::array<std::uint8_t, 32> digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    return digest;
  }

 private:
  std::unique_ptr<EVP_MD, FreeDigest> sha256_{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  std::unique_ptr<EVP_MD_CTX, FreeDigest> context_{EVP_MD_CTX_new()};
};

}  // namespace

RevocationKey MakeRevocationKey(RevocationKind kind, RevocationScope scope,
                                std::span<const std::uint8_t> value) {
  thread_local ShortHash hash;
  const std::array<std::uint8_t, 3> head = {static_cast<std::uint8_t>(kind),
                                            static_cast<std::uint8_t>(scope.size() >> 8),
                                            static_cast<std::uint8_t>(scope.size())};
  hash.Begin();
  hash.Add(head.data(), head.size());
  hash.Add(scope.data(), scope.size());
  hash.Add(value.data(), value.size());
  const auto digest = hash.End();
  RevocationKey key{};
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

}  // namespace clearway::keys
