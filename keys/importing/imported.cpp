#include "keys/importing/imported.h"

#include <fmt/format.h>

namespace clearway::keys {

Imported FromJwkSet(const JwkSet& set) {
  Imported imported{.signers = {}, .problems = set.problems, .notes = {}};
  for (const JwkSigner& key : set.signers) {
    const Signer& signer = key.signer;
    if (signer.demo) {
      imported.problems.push_back(
          fmt::format("the key {} was left out: it is a demonstration key, which only its "
                      "certificate shows",
                      signer.key_id));
      continue;
    }
    imported.signers.push_back(
        {.x509 = key.certificate,
         .spki = key.certificate.empty() ? signer.key.ToSpki() : encoding::Bytes{},
         .key_id = signer.key_id,
         .issuer = signer.issuer,
         .limits = {.formats = {"shc"},
                    .issued_from = signer.not_before,
                    .issued_until = signer.not_after,
                    .revocation_required = key.has_revoked_cards}});
    if (key.has_revoked_cards) {
      imported.notes.push_back(fmt::format(
          "the key {} has a list of revoked cards: its cards are undetermined until that comes in "
          "a revocation file (revoke build --smart)",
          signer.key_id));
    }
  }
  return imported;
}

}  // namespace clearway::keys
