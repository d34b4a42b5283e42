#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "keys/card_revocations.h"

namespace clearway::keys {

// A card revocation list of an issuer of SMART Health Cards (SMART Health Cards Framework,
// "Revocation"): {"kid", "method": "rid", "ctr", "rids": [...]}.
struct CardRevocationList {
  std::string key_id;
  std::vector<RevokedCard> cards;
};

// kInvalid: no such list, another method, or an entry that is no `rid`; kFull: over 64 MiB.
[[nodiscard]] Result<CardRevocationList> ReadCardRevocationList(std::string_view json);

}  // namespace clearway::keys
