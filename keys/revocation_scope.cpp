#include "keys/revocation_scope.h"

#include <fmt/format.h>

#include "base/encoding/base64.h"
#include "base/encoding/capitals.h"

namespace clearway::keys {

std::string EuScope(encoding::ByteView key_id) {
  return "eu:" + encoding::EncodeBase64(key_id);
}

std::string EuCountryScope(std::string_view country) {
  return "eu:UNKNOWN_KID:" + encoding::InCapitals(country);
}

std::string CardScope(std::string_view issuer, std::string_view key_id) {
  return fmt::format("shc:{}#{}", issuer, key_id);
}

std::string TravelHealthScope(std::string_view issuer) {
  return fmt::format("thc:{}", issuer);
}

std::string CrlScope(const Sha256Digest& authority_key) {
  return "crl:" + encoding::EncodeBase64(authority_key);
}

std::string CrlScope(std::string_view country, encoding::ByteView authority_key_id) {
  return fmt::format("crl:{}:{}", encoding::InCapitals(country),
                     encoding::EncodeBase64(authority_key_id));
}

}  // namespace clearway::keys
