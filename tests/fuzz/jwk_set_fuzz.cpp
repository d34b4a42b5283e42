// JWK sets: every key that is taken belongs to the issuer, and none is taken twice as a problem.
#include <cstdint>
#include <cstdlib>

#include "keys/jwk_set.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto set = keys::ReadJwkSet(encoding::AsText({data, size}), "https://issuer.example");
  if (!set) return 0;
  for (const keys::JwkSigner& key : set->signers) {
    const keys::Signer& signer = key.signer;
    if (signer.issuer != "https://issuer.example" || signer.key_id.empty()) std::abort();
  }
  return 0;
}
