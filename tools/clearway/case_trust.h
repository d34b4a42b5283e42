#pragma once

#include "base/encoding/json.h"
#include "keys/trust_store.h"

namespace clearway::tools {

// Adds what a case of a batch brings along to trust, as DESIGN.md names it: "signers", "raw_keys",
// "anchors", "crls", "jwks" and "shc_crls". Key material that cannot be used is left out, as in a
// folder: the case then has an unknown signer. False: so was a revocation, and nobody knows whom it
// named.
[[nodiscard]] bool AddCaseTrust(const encoding::json::Item& line, keys::DemoSigners demo,
                                keys::TrustStore& trust);

}  // namespace clearway::tools
