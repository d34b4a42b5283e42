// What is typed on a keypad or a keyboard, and what it is asked for.
#include <utility>

#include "kiosk/session/journey.h"

namespace clearway::session {

void Journey::AskFor(EntryFor what) {
  EndEntry();
  state_.entry.what = what;
  Show(Screen::kTyping);
}

// Layouts of what was typed go too, before the session ends.
void Journey::EndEntry() {
  if (state_.entry.what == EntryFor::kNothing) return;
  state_.entry = {};
  Emit(ForgetTexts{});
}

// Somebody else's event may have led away from the keypad: a code, a closed kiosk.
void Journey::EndLeftEntry() {
  const bool is_in_help = state_.screen == Screen::kHelp && state_.before_help == Screen::kTyping;
  if (state_.screen != Screen::kTyping && !is_in_help) EndEntry();
}

void Journey::TakeEntry() {
  switch (state_.entry.what) {
    case EntryFor::kDocumentNumber:
    case EntryFor::kBirthDate:
    case EntryFor::kExpiry:
      return TakeField();
    case EntryFor::kPin:
      return AskForCopy();
    case EntryFor::kNewPin:
      return TakeNewPin();
    case EntryFor::kNewPinAgain:
      return TakeNewPinAgain();
    case EntryFor::kNothing:
      return;
    case EntryFor::kStaffPin:
    case EntryFor::kNewStaffPin:
    case EntryFor::kNewStaffPinAgain:
      return TakeStaffEntry();
  }
}

// Where kBack leads from the keypad.
void Journey::LeaveEntry() {
  if (IsOfStaff(state_.entry.what)) return GoBackAsStaff();
  GoBackAtDesk();
}

// What was entered cannot be taken: it is corrected, or, where nobody sees it, typed anew.
void Journey::AskAgain(EntryProblem problem) {
  if (state_.entry.rule().secret) AskFor(state_.entry.what);
  state_.entry.problem = problem;
}

void Journey::DoTyping(const Choice& choice) {
  Entry& entry = state_.entry;
  switch (choice.action) {
    case Action::kKey:
      entry.problem = EntryProblem::kNone;
      if (!entry.full()) entry.text.Add(kKeys[choice.index]);
      return;
    case Action::kDeleteKey:
      entry.problem = EntryProblem::kNone;
      return entry.text.RemoveLast();
    default:  // kEnter
      if (entry.complete()) return TakeEntry();
      entry.problem = EntryProblem::kTooShort;
  }
}

}  // namespace clearway::session
