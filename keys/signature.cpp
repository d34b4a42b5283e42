#include "keys/signature.h"

#include "base/encoding/cose.h"

namespace clearway::keys {

std::optional<SignatureAlgorithm> SignatureAlgorithmFromCose(std::int64_t number) {
  switch (number) {
    case encoding::cose::kEs256:
      return SignatureAlgorithm::kEs256;
    case encoding::cose::kPs256:
      return SignatureAlgorithm::kPs256;
    default:
      return std::nullopt;
  }
}

const char* ToString(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::kEs256 ? "ES256" : "PS256";
}

}  // namespace clearway::keys
