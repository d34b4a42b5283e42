#pragma once

#include <cstdint>

#include "kiosk/records/vault/vault_fault.h"
#include "kiosk/staff/problem.h"
#include "kiosk/staff/role.h"

// What the audit log says of kept copies and of staff. As everything in it: numbers and words of
// enumerations. A badge is named by its identifier, which is nobody's name.
namespace clearway::records {

struct CopyKept {};
struct CopyOpened {};
struct CopyNotOpened {
  vault::VaultFault fault = vault::VaultFault::kNotOpened;
};
struct CopiesPurged {
  std::uint64_t expired = 0;
  std::uint64_t lost = 0;  // with their day's key
};

// What the issuer's retrieval service answered.
enum class Retrieval : std::uint8_t {
  kFound,
  kNothing,
  kTooOften,
  kTimeout,
  kUnreachable,
  kNotTrusted,
  kNonsense,
  kUnavailable,
  kWithdrawn,  // whoever asked had left before it answered
};
[[nodiscard]] const char* ToString(Retrieval retrieval);

struct IssuerAsked {
  Retrieval outcome = Retrieval::kFound;
};

struct StaffSignedIn {
  staff::BadgeId badge{};
  staff::Role role = staff::Role::kStaff;
};
struct StaffSignedOut {
  staff::BadgeId badge{};
};
// A code that is no badge of ours, or is one no more: whose it says it is may be a lie.
struct BadgeRefused {
  staff::BadgeProblem problem = staff::BadgeProblem::kMalformed;
};
struct SignInRefused {
  staff::BadgeId badge{};
  staff::SignInProblem problem = staff::SignInProblem::kWrongPin;
};

// A badge has a PIN at this kiosk from now on, or another one.
struct PinGiven {
  staff::BadgeId badge{};
  staff::BadgeId by{};  // the badge itself: the kiosk's first supervisor
};

// Why staff does what they do; kNone where an action explains itself.
enum class ActionReason : std::uint8_t {
  kNone,
  kNothingCameOut,
  kUnreadable,
  kDamaged,
  kOther,
};
[[nodiscard]] const char* ToString(ActionReason reason);

enum class ActionOutcome : std::uint8_t {
  kDone,
  kAdmitted,     // of a manual check
  kNotAdmitted,  // of a manual check
  kSentToOfficer,
  kCancelled,
  kFailed,
  kUnknown,  // nobody waited for its end
};
[[nodiscard]] const char* ToString(ActionOutcome outcome);

// Written before staff's action begins, and after it has ended. One that never ends, because the
// kiosk was stopped in between, counts as failed (audit_actions.h).
struct ActionBegun {
  std::uint32_t action = 0;  // a number of its own since the kiosk was started
  staff::StaffAction what = staff::StaffAction::kReprint;
  staff::BadgeId badge{};
  ActionReason reason = ActionReason::kNone;
};
struct ActionEnded {
  std::uint32_t action = 0;
  ActionOutcome outcome = ActionOutcome::kFailed;
};

}  // namespace clearway::records
