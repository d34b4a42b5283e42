#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"

namespace clearway::keys {

// What the operator's trust allows a signer, narrower than what its own certificate says. Empty
// lists and absent dates limit nothing.
struct SignerLimits {
  std::vector<std::string> formats;  // "eu-dcc", "travel-health"...
  std::vector<std::string> kinds;    // of records: "vaccination", "test", "recovery", "declaration"
  std::vector<std::string>
      countries;  // that may stand in the certificate as its issuer, ISO 3166-1
  std::optional<Timestamp> issued_from;
  std::optional<Timestamp> issued_until;
  // Without fresh revocation data of this signer its certificates are undetermined.
  bool revocation_required = false;
  bool operator==(const SignerLimits&) const = default;
};

}  // namespace clearway::keys
