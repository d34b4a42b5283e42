#pragma once

#include "base/core/result.h"
#include "base/encoding/json.h"
#include "keys/trust_store.h"

namespace clearway::tools {

// Adds what a case of a batch brings along to trust, as DESIGN.md names it: "signers", "raw_keys",
// "anchors", "crls", "jwks" and "shc_crls". Key material that cannot be used is left out, as in a
// folder: the case then has an unknown signer. kInvalid: a revocation cannot be read, and without
// it the case could come out as valid.
[[nodiscard]] Status AddCaseTrust(const encoding::json::Item& line, keys::DemoSigners demo,
                                  keys::TrustStore& trust);

}  // namespace clearway::tools
