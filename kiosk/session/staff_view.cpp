// What the staff's screens ask.
#include <algorithm>

#include "kiosk/session/journey.h"

namespace clearway::session {

using staff::StaffAction;

namespace {

constexpr std::array kMenu{StaffAction::kReprint,     StaffAction::kRepeatPrint,
                           StaffAction::kManualCheck, StaffAction::kClearQueue,
                           StaffAction::kRetract,     StaffAction::kEnrol,
                           StaffAction::kDiagnose};

// Whether there is anything to do it with, or on.
bool IsPossible(const State& state, StaffAction what) {
  switch (what) {
    case StaffAction::kReprint:
      return state.settings.keeps_copies && state.settings.has_printer;
    case StaffAction::kRepeatPrint:
    case StaffAction::kClearQueue:
    case StaffAction::kRetract:
      return state.settings.has_printer;
    case StaffAction::kManualCheck: {
      const HeldCertificate* held = Current(state);
      return held != nullptr && held->verdict.answer == certificate::Answer::kUndetermined;
    }
    case StaffAction::kEnrol:
    case StaffAction::kDiagnose:
      return true;
  }
  return false;
}

void AddNumbered(std::vector<Choice>& choices, Action action, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) choices.push_back({action, i});
}

std::vector<Choice> Menu(const State& state) {
  std::vector<Choice> choices;
  for (const StaffAction what : kMenu) {
    if (staff::May(state.staff.owner().role, what) && IsPossible(state, what)) {
      choices.push_back({Action::kStaffDo, static_cast<std::size_t>(what)});
    }
  }
  choices.push_back({Action::kSignOut, 0});
  return choices;
}

}  // namespace

std::vector<Choice> StaffChoices(const State& state) {
  if (state.asking_for_time || !IsOfStaff(state.screen)) return {};
  if (state.screen == Screen::kStaffMenu) return Menu(state);
  std::vector<Choice> choices;
  if (state.screen == Screen::kStaffReason) {
    AddNumbered(choices, Action::kStaffReason, kRepeatReasons.size());
  }
  if (state.screen == Screen::kStaffCheck) {
    AddNumbered(choices, Action::kStaffOutcome, kCheckOutcomes.size());
  }
  // What was asked for on somebody's behalf cannot be taken back: its end is waited for.
  const bool is_under_way = state.screen == Screen::kStaffWaiting && state.staff.action;
  if (!is_under_way) choices.push_back({Action::kBack, 0});
  return choices;
}

bool CanRepeatPrint(const State& state) {
  const auto& of = state.print.of;
  if (!of || PrintRuns(state.print)) return false;
  return Printable(state.people[of->person].certificates[of->certificate]);
}

std::chrono::seconds LockLeft(const State& state, Moment now) {
  if (!state.staff.locked_until) return std::chrono::seconds(0);
  return std::max(std::chrono::seconds(0),
                  std::chrono::ceil<std::chrono::seconds>(*state.staff.locked_until - now));
}

}  // namespace clearway::session
