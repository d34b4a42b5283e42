#pragma once

#include <string_view>

#include "base/core/result.h"
#include "keys/trust_bundle.h"

namespace clearway::tools {

// Gives signers and authorities the limits of a JSON array (docs/formats/trust-bundle.md,
// "Limits"): each entry has what it is for ("kid", "country", "issuer", each may be left out) and
// limits
// ("formats", "kinds", "countries", "issued_from", "issued_until", "revocation_required"). The
// first entry that fits a signer is its own. kInvalid, with the entry's number: a member that is
// not known, a value that is not allowed, an entry that fits nobody (a misspelt limit would limit
// nothing), or countries for a card issuer, whose cards name none.
[[nodiscard]] Status ApplyLimits(std::string_view json, keys::TrustBundle& bundle);

}  // namespace clearway::tools
