#pragma once

#include <string>

#include "base/core/result.h"
#include "keys/issuing/private_key.h"
#include "kiosk/staff/badge.h"

// Making staff badges. The kiosk does not link this library.
namespace clearway::tools {

// The text of a badge's code. kUnsupported: the key is neither on P-256 nor Ed25519; kInvalid:
// dates that no badge may have.
[[nodiscard]] Result<std::string> IssueBadge(const staff::Badge& badge,
                                             const keys::PrivateKey& signer);

}  // namespace clearway::tools
