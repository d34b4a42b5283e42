#pragma once

#include <string>
#include <vector>

#include "base/core/result.h"
#include "keys/jwk_set.h"
#include "keys/trust_bundle.h"

namespace clearway::keys {

// What one published list of signers comes to.
struct Imported {
  std::vector<BundledSigner> signers;
  std::vector<std::string> problems;  // a sentence for each entry that was left out, and why
  std::vector<std::string> notes;     // a sentence for what could not be checked
};

// The keys of a JWK set under their issuer. The dates of a key's own certificate become limits. A
// demonstration key is left out: without its certificate it would lose its mark.
[[nodiscard]] Imported FromJwkSet(const JwkSet& set);

}  // namespace clearway::keys
