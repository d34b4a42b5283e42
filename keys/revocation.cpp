#include "keys/revocation.h"

#include <openssl/sha.h>

#include <algorithm>
#include <vector>

namespace clearway::keys {

RevocationKey MakeRevocationKey(RevocationKind kind, RevocationScope scope,
                                std::span<const std::uint8_t> value) {
  std::vector<std::uint8_t> text;
  text.reserve(3 + scope.size() + value.size());
  text.push_back(static_cast<std::uint8_t>(kind));
  text.push_back(static_cast<std::uint8_t>(scope.size() >> 8));
  text.push_back(static_cast<std::uint8_t>(scope.size()));
  text.insert(text.end(), scope.begin(), scope.end());
  text.insert(text.end(), value.begin(), value.end());
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(text.data(), text.size(), digest.data());
  RevocationKey key{};
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

}  // namespace clearway::keys
