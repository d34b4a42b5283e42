#pragma once

#include <string>
#include <utility>

#include "keys/issuing/private_key.h"
#include "keys/public_key.h"
#include "kiosk/staff/badge.h"
#include "tools/badge/issue_badge.h"

namespace clearway::staff {

inline constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

inline Badge BadgeOf(Role role, std::uint8_t id = 1) {
  Badge badge{.role = role,
              .issued_at = kNow - std::chrono::days(1),
              .expires_at = kNow + std::chrono::days(29)};
  badge.id.fill(id);
  return badge;
}

// An operator's key for badges, and whoever trusts it.
struct BadgeMaker {
  explicit BadgeMaker(keys::KeyKind kind = keys::KeyKind::kP256)
      : key(*keys::PrivateKey::Generate(kind)) {}
  [[nodiscard]] encoding::Bytes spki() const {
    return keys::PublicKey::FromHandle(key.handle())->ToSpki();
  }
  [[nodiscard]] std::string Text(const Badge& badge) const {
    return *tools::IssueBadge(badge, key);
  }
  [[nodiscard]] BadgeTrust Trust() const {
    BadgeTrust trust;
    if (!trust.AddKey(spki())) std::abort();
    return trust;
  }
  keys::PrivateKey key;
};

}  // namespace clearway::staff
