#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "base/core/clock.h"
#include "kiosk/records/audit_record.h"
#include "kiosk/session/screen.h"
#include "kiosk/session/typed_text.h"
#include "kiosk/staff/problem.h"
#include "kiosk/staff/role.h"

// Somebody of the staff at the kiosk: values, as everything of a session.
namespace clearway::session {

// What staff are told, beside why a badge or a PIN does not let them in.
enum class StaffNews : std::uint8_t {
  kNotOffered,       // this kiosk has no secret, and so no PINs
  kNotRecorded,      // the audit log cannot be written: nothing is done that it would not hold
  kNotDone,          // what was asked for, for the same reason
  kPinGiven,         //
  kNothingToRepeat,  // no print of a traveller who is still here
  kQueueCleared,     //
  kQueueNotCleared,  //
  kRetracted,        //
  kNothingToRetract,
  kCannotRetract,  // the printer has nothing to pull paper back with
  kNotRetracted,   // it has, and it did not work
  kCheckRecorded,  // the outcome of a manual check
  kNoAnswer,       // from the staff book or the printer
};
using StaffNotice = std::variant<StaffNews, staff::BadgeProblem, staff::SignInProblem>;

// What staff choose from, in the order shown: the index of Action::kStaffReason and kStaffOutcome.
inline constexpr std::array kRepeatReasons{
    records::ActionReason::kNothingCameOut, records::ActionReason::kUnreadable,
    records::ActionReason::kDamaged, records::ActionReason::kOther};
inline constexpr std::array kCheckOutcomes{records::ActionOutcome::kAdmitted,
                                           records::ActionOutcome::kNotAdmitted,
                                           records::ActionOutcome::kSentToOfficer};

// An action that was begun and has not ended.
struct OpenAction {
  std::uint32_t number = 0;
  staff::StaffAction what = staff::StaffAction::kReprint;
};

// From the badge before the camera until its owner goes.
struct StaffVisit {
  std::optional<staff::Badge> badge;  // a good one; its owner is `signed_in` when the PIN was right
  bool signed_in = false;
  std::optional<staff::Badge> enrolling;  // whose PIN is being chosen
  TypedText new_pin;                      // as it was typed the first time
  Screen before = Screen::kAttract;       // what the badge interrupted
  bool own_session = false;               // nobody was here before
  std::size_t language = 0;               // of whoever was
  std::uint32_t awaited = 0;              // the ticket of the answer that is waited for; 0: none
  StaffNotice notice = StaffNews::kNotOffered;  // on kStaffNotice, and only there
  std::bitset<8> refused;  // each staff::BadgeProblem that a badge was refused for
  std::optional<Moment> locked_until;
  std::optional<OpenAction> action;

  // Whose badge it is; nobody's before there is one.
  [[nodiscard]] staff::Badge owner() const { return badge.value_or(staff::Badge{}); }
};

}  // namespace clearway::session
