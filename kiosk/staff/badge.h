#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "base/encoding/bytes.h"
#include "keys/signature.h"
#include "kiosk/staff/badge_trust.h"
#include "kiosk/staff/problem.h"
#include "kiosk/staff/role.h"

// The code on a staff member's badge (docs/formats/staff-badge.md has every byte). It names a role
// and no person, and opens nothing without the PIN that a kiosk keeps.
namespace clearway::staff {

inline constexpr std::string_view kBadgePrefix = "CB1:";
inline constexpr std::chrono::days kLongestBadge{92};
// Whether a code claims to be a badge; every other format begins otherwise.
[[nodiscard]] inline bool LooksLikeBadge(std::string_view text) {
  return text.starts_with(kBadgePrefix);
}

// What a code says, before anybody has checked who signed it.
struct ReadBadge {
  Badge badge;
  keys::SignatureAlgorithm algorithm = keys::SignatureAlgorithm::kEs256;
  encoding::Bytes key_id;
  encoding::Bytes signature;
};

// Every badge has exactly one spelling: anything else is kMalformed.
[[nodiscard]] std::expected<ReadBadge, BadgeProblem> ParseBadge(std::string_view text);

// The badge, if one of these signers made it and it holds now.
[[nodiscard]] std::expected<Badge, BadgeProblem> CheckBadge(std::string_view text,
                                                            const BadgeTrust& trust,
                                                            const TrustedTime& time);

// The bytes that a signer signs, and the text around its signature: for those who issue badges, and
// for finding out that a text is spelled as they spell it.
[[nodiscard]] encoding::Bytes BadgeSignedBytes(const Badge& badge,
                                               keys::SignatureAlgorithm algorithm,
                                               encoding::ByteView key_id);
[[nodiscard]] std::string BadgeText(const ReadBadge& badge);

}  // namespace clearway::staff
