#include "kiosk/screens/staff_words.h"

#include "base/core/message.h"

namespace clearway::screens {

using records::ActionOutcome;
using records::ActionReason;
using staff::StaffAction;

namespace {

const char* WordsFor(StaffAction what) {
  switch (what) {
    case StaffAction::kReprint:
      return Translatable("Print a kept copy");
    case StaffAction::kRepeatPrint:
      return Translatable("Repeat the last print");
    case StaffAction::kManualCheck:
      return Translatable("Check by hand");
    case StaffAction::kClearQueue:
      return Translatable("Clear the print queue");
    case StaffAction::kRetract:
      return Translatable("Pull paper back");
    case StaffAction::kEnrol:
      return Translatable("Give a badge its PIN");
    case StaffAction::kDiagnose:
      return Translatable("Devices and trust");
  }
  return "";
}

const char* WordsFor(ActionReason reason) {
  switch (reason) {
    case ActionReason::kNothingCameOut:
      return Translatable("Nothing came out");
    case ActionReason::kUnreadable:
      return Translatable("The page cannot be read");
    case ActionReason::kDamaged:
      return Translatable("The paper is damaged");
    case ActionReason::kNone:
    case ActionReason::kOther:
      break;
  }
  return Translatable("Another reason");
}

const char* WordsFor(ActionOutcome outcome) {
  switch (outcome) {
    case ActionOutcome::kAdmitted:
      return Translatable("Let pass by hand");
    case ActionOutcome::kNotAdmitted:
      return Translatable("Not let pass");
    default:
      return Translatable("Sent to an officer");
  }
}

ui::Icon PictureOf(StaffAction what) {
  switch (what) {
    case StaffAction::kReprint:
      return ui::Icon::kPhone;
    case StaffAction::kRepeatPrint:
      return ui::Icon::kPrinter;
    case StaffAction::kManualCheck:
      return ui::Icon::kPeople;
    case StaffAction::kClearQueue:
      return ui::Icon::kCross;
    case StaffAction::kRetract:
      return ui::Icon::kPaper;
    case StaffAction::kEnrol:
      return ui::Icon::kPlus;
    case StaffAction::kDiagnose:
      return ui::Icon::kQuestion;
  }
  return ui::Icon::kNone;
}

}  // namespace

const char* StaffLabelOf(const session::Choice& choice) {
  switch (choice.action) {
    case session::Action::kStaffDo:
      return WordsFor(static_cast<StaffAction>(choice.index));
    case session::Action::kStaffReason:
      return WordsFor(session::kRepeatReasons[choice.index]);
    case session::Action::kStaffOutcome:
      return WordsFor(session::kCheckOutcomes[choice.index]);
    default:
      return nullptr;
  }
}

ui::Icon StaffIconOf(const session::Choice& choice) {
  return choice.action == session::Action::kStaffDo
             ? PictureOf(static_cast<StaffAction>(choice.index))
             : ui::Icon::kNone;
}

const char* RoleWords(staff::Role role) {
  switch (role) {
    case staff::Role::kStaff:
      return Translatable("Signed in as staff");
    case staff::Role::kSupervisor:
      return Translatable("Signed in as supervisor");
    case staff::Role::kTechnician:
      return Translatable("Signed in as technician");
  }
  return "";
}

}  // namespace clearway::screens
