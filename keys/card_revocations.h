#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/core/clock.h"

namespace clearway::keys {

// One entry of a card revocation list.
struct RevokedCard {
  std::string rid;
  std::optional<Timestamp> issued_before;  // absent: whenever it was issued
};

// A card's `rid`, or `rid.timestamp` for the cards under it that were issued before that moment
// (seconds since the epoch, perhaps with a fraction). Nullopt for what is neither.
[[nodiscard]] std::optional<RevokedCard> ParseRevokedCard(std::string_view entry);

// The cards that issuers of SMART Health Cards have revoked (SMART Health Cards Framework,
// "Revocation"): small lists held in memory. Lists of millions are keys/revocation_file.h's.
class CardRevocations {
 public:
  // One entry of the list for an issuer's key, as ParseRevokedCard reads it. Any other is compared
  // as it is with what cards call their `rid`: some issuers make longer ones. False: it is empty.
  bool Add(std::string_view issuer, std::string_view key_id, std::string_view entry);

  [[nodiscard]] bool Revokes(std::string_view issuer, std::string_view key_id, std::string_view rid,
                             Timestamp issued_at) const;

 private:
  // Nullopt: whenever it was issued.
  std::unordered_map<std::string, std::optional<Timestamp>> issued_before_;
};

}  // namespace clearway::keys
