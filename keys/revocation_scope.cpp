#include "keys/revocation_scope.h"

#include <fmt/format.h>

#include "base/encoding/base64.h"

namespace clearway::keys {

std::string EuScope(encoding::ByteView key_id) {
  return "eu:" + encoding::EncodeBase64(key_id);
}

std::string EuCountryScope(std::string_view country) {
  std::string scope = "eu:UNKNOWN_KID:";
  for (const char letter : country) {
    scope += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return scope;
}

std::string CardScope(std::string_view issuer, std::string_view key_id) {
  return fmt::format("shc:{}#{}", issuer, key_id);
}

std::string TravelHealthScope(std::string_view issuer) {
  return fmt::format("thc:{}", issuer);
}

std::string CrlScope(encoding::ByteView authority_key_id) {
  return "crl:" + encoding::EncodeBase64(authority_key_id);
}

}  // namespace clearway::keys
