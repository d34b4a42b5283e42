#include "keys/importing/imported.h"

#include <fmt/format.h>

namespace clearway::keys {

Imported FromJwkSet(const JwkSet& set) {
  Imported imported{.signers = {}, .problems = set.problems, .notes = {}};
  for (const auto& [signer, x509] : set.signers) {
    if (signer.demo) {
      imported.problems.push_back(
          fmt::format("the key {} was left out: it is a demonstration key, which only its "
                      "certificate shows",
                      signer.key_id));
      continue;
    }
    imported.signers.push_back({.x509 = x509,
                                .spki = x509.empty() ? signer.key.ToSpki() : encoding::Bytes{},
                                .key_id = signer.key_id,
                                .issuer = signer.issuer,
                                .limits = {.formats = {"shc"},
                                           .issued_from = signer.not_before,
                                           .issued_until = signer.not_after}});
  }
  return imported;
}

}  // namespace clearway::keys
