#include "keys/importing/imported.h"

#include <fmt/format.h>

namespace clearway::keys {

Imported FromJwkSet(const JwkSet& set) {
  Imported imported{.signers = {}, .problems = set.problems, .notes = {}};
  for (std::size_t i = 0; i < set.signers.size(); ++i) {
    const Signer& signer = set.signers[i];
    const encoding::Bytes& x509 = set.certificates[i];
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
