// What staff do.
#include <utility>

#include "kiosk/session/journey.h"

namespace clearway::session {

using staff::StaffAction;

namespace {

struct UpkeepNews {
  StaffNews news;
  records::ActionOutcome outcome;
};

UpkeepNews NewsOf(const UpkeepDone& event) {
  using enum records::ActionOutcome;
  const bool clears = event.what == Upkeep::kClearQueue;
  if (!event.fault) return {clears ? StaffNews::kQueueCleared : StaffNews::kRetracted, kDone};
  if (clears) return {StaffNews::kQueueNotCleared, kFailed};
  switch (*event.fault) {
    case Fault::kUnsupported:
      return {StaffNews::kCannotRetract, kFailed};
    case Fault::kNotFound:
      return {StaffNews::kNothingToRetract, kFailed};
    default:
      return {StaffNews::kNotRetracted, kFailed};
  }
}

}  // namespace

void Journey::DoAsStaff(const Choice& choice) {
  switch (choice.action) {
    case Action::kStaffDo:
      return StartStaffAction(static_cast<StaffAction>(choice.index));
    case Action::kStaffReason:
      return RepeatPrint(kRepeatReasons[choice.index]);
    case Action::kStaffOutcome:
      EndAction(kCheckOutcomes[choice.index]);
      return TellStaff(StaffNews::kCheckRecorded);
    default:  // kSignOut
      return DismissStaff();
  }
}

void Journey::StartStaffAction(StaffAction what) {
  if (what == StaffAction::kRepeatPrint) {
    if (!CanRepeatPrint(state_)) return TellStaff(StaffNews::kNothingToRepeat);
    return Show(Screen::kStaffReason);  // begins with its reason
  }
  BeginAction(what);
  switch (what) {
    case StaffAction::kReprint:
      return Reprint();
    case StaffAction::kManualCheck:
      return Show(Screen::kStaffCheck);
    case StaffAction::kEnrol:
      return Show(Screen::kStaffNewBadge);
    case StaffAction::kDiagnose:
      return Show(Screen::kStaffDiagnosis);
    case StaffAction::kClearQueue:
    case StaffAction::kRetract:
      return Emit(TendPrinter{
          NewTicket(), what == StaffAction::kRetract ? Upkeep::kRetract : Upkeep::kClearQueue});
    default:
      return;
  }
}

// The traveller is here, with passport and PIN, and goes the way of a dead phone in their language.
void Journey::Reprint() {
  StaffVisit& visit = state_.staff;
  // What these screens were about is over then; a stranger's code can be shown once more.
  const Screen was = visit.before == Screen::kHelp ? state_.before_help : visit.before;
  const bool is_overtaken =
      was == Screen::kPrintDone || was == Screen::kPrintFailed || was == Screen::kAnotherTraveller;
  if (is_overtaken) visit.before = Screen::kVerdict;
  std::vector<HeldCertificate>().swap(state_.pending);
  // In a session of the staff's own nobody who was served before stays for whoever comes next.
  if (visit.own_session) ForgetTravellers();
  state_.language = visit.language;
  DoFetching({Action::kDeadPhone});
}

// In the traveller's language, as it was before. A question about a stranger's code is overtaken by
// it, as by a reprint.
void Journey::RepeatPrint(records::ActionReason reason) {
  const std::optional<Position> of = state_.print.of;
  if (!of) return TellStaff(StaffNews::kNothingToRepeat);
  StaffVisit& visit = state_.staff;
  BeginAction(StaffAction::kRepeatPrint, reason);
  state_.current = *of;
  visit.before = Screen::kVerdict;
  std::vector<HeldCertificate>().swap(state_.pending);  // as for a reprint
  const std::size_t own = std::exchange(state_.language, visit.language);
  StartPrint(state_.print.large);
  state_.language = own;
}

void Journey::On(const UpkeepDone& event) {
  if (!Awaits(event.ticket)) return;
  const UpkeepNews told = NewsOf(event);
  EndAction(told.outcome);
  TellStaff(told.news);
}

// They are signed out, as whenever nothing can be recorded, and told that it was in vain.
void Journey::On(const ActionNotRecorded&) {
  const StaffVisit& visit = state_.staff;
  const bool waits = PrintRuns(state_.print) || state_.waiting.since || visit.awaited != 0;
  if (!visit.action || !waits) return;
  StaffVisit told;
  told.before = visit.before;
  told.own_session = visit.own_session;
  told.language = visit.language;
  if (PrintRuns(state_.print)) {
    EndPrint(records::PrintOutcome::kFailed, hal::DeviceCode::kWrongSystemState);
  }
  StopWaiting();
  EndAction(records::ActionOutcome::kFailed);
  SignOutStaff();
  state_.staff = std::move(told);
  TellStaff(StaffNews::kNotDone);
}

void Journey::BeginAction(StaffAction what, records::ActionReason reason) {
  state_.staff.action = {.number = ++state_.staff_actions, .what = what};
  Record(records::ActionBegun{.action = state_.staff_actions,
                              .what = what,
                              .badge = state_.staff.owner().id,
                              .reason = reason});
}

void Journey::EndAction(records::ActionOutcome outcome) {
  const auto ended = std::exchange(state_.staff.action, std::nullopt);
  if (!ended) return;
  Record(records::ActionEnded{ended->number, outcome});
  if (ended->what == StaffAction::kReprint) state_.language = state_.settings.default_language;
}

}  // namespace clearway::session
