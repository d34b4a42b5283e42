#include "kiosk/staff/role.h"

#include <algorithm>

#include "base/encoding/hex.h"

namespace clearway::staff {

const char* ToString(Role role) {
  switch (role) {
    case Role::kStaff:
      return "staff";
    case Role::kSupervisor:
      return "supervisor";
    case Role::kTechnician:
      return "technician";
  }
  return "unknown";
}

const char* ToString(StaffAction action) {
  switch (action) {
    case StaffAction::kReprint:
      return "reprint";
    case StaffAction::kRepeatPrint:
      return "repeat_print";
    case StaffAction::kManualCheck:
      return "manual_check";
    case StaffAction::kClearQueue:
      return "clear_queue";
    case StaffAction::kRetract:
      return "retract";
    case StaffAction::kEnrol:
      return "enrol";
    case StaffAction::kDiagnose:
      return "diagnose";
  }
  return "unknown";
}

bool May(Role role, StaffAction action) {
  switch (action) {
    case StaffAction::kReprint:
    case StaffAction::kRepeatPrint:
    case StaffAction::kManualCheck:
      return role == Role::kStaff || role == Role::kSupervisor;
    case StaffAction::kClearQueue:
    case StaffAction::kRetract:
      return role == Role::kSupervisor || role == Role::kTechnician;
    case StaffAction::kEnrol:
      return role == Role::kSupervisor;
    case StaffAction::kDiagnose:
      return role == Role::kTechnician;
  }
  return false;
}

std::string ToText(const BadgeId& id) {
  return encoding::EncodeHex(id);
}

std::optional<BadgeId> BadgeIdFromText(std::string_view digits) {
  const auto bytes = encoding::DecodeHex(digits);
  BadgeId id{};
  if (!bytes || bytes->size() != id.size()) return std::nullopt;
  std::ranges::copy(*bytes, id.begin());
  return id;
}

}  // namespace clearway::staff
