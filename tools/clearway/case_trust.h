#pragma once

#include "base/encoding/json.h"
#include "keys/trust_store.h"

namespace clearway::tools {

// Adds what a case of a batch brings along to trust, as DESIGN.md names it: "signers", "raw_keys",
// "anchors", "crls", "jwks" and "shc_crls". What cannot be used is left out, as in a folder: the
// case then has an unknown signer.
void AddCaseTrust(const encoding::json::Item& line, keys::DemoSigners demo,
                  keys::TrustStore& trust);

}  // namespace clearway::tools
