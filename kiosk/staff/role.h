#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/clock.h"

namespace clearway::staff {

enum class Role : std::uint8_t { kStaff, kSupervisor, kTechnician };
[[nodiscard]] const char* ToString(Role role);

// What staff do at a kiosk beyond what a traveller can.
enum class StaffAction : std::uint8_t {
  kReprint,      // with the traveller, the passport and the PIN
  kRepeatPrint,  // the last job that failed
  kManualCheck,  // of a certificate that the kiosk could not decide
  kClearQueue,
  kRetract,   // paper that nobody took
  kEnrol,     // gives a badge its PIN at this kiosk
  kDiagnose,  // devices, logs, settings
};
[[nodiscard]] const char* ToString(StaffAction action);

// Staff see travellers' data, technicians never do; supervisors do what staff does, and look after
// the others.
[[nodiscard]] bool May(Role role, StaffAction action);

// Names a badge without naming a person: what trust bundles revoke and the audit log records.
using BadgeId = std::array<std::uint8_t, 8>;
// What a badge says (badge.h reads and checks it).
struct Badge {
  BadgeId id{};
  Role role = Role::kStaff;
  Timestamp issued_at;
  Timestamp expires_at;
  bool operator==(const Badge&) const = default;
};
// 16 lower-case hexadecimal digits.
[[nodiscard]] std::string ToText(const BadgeId& id);
[[nodiscard]] std::optional<BadgeId> BadgeIdFromText(std::string_view digits);

}  // namespace clearway::staff
