// From consent to the paper, or to the page that is taken back.
#include <algorithm>

#include "kiosk/session/journey.h"

namespace clearway::session {

namespace {

bool Ends(PrintPhase phase) {
  return phase == PrintPhase::kSent || phase == PrintPhase::kFailed ||
         phase == PrintPhase::kUnknown;
}

// Nobody wanted it any more and nothing came out: that is cancelled, whatever the printer had.
records::PrintOutcome OutcomeOf(PrintPhase end, bool unwanted) {
  switch (end) {
    case PrintPhase::kSent:
      return records::PrintOutcome::kSent;
    case PrintPhase::kFailed:
      return unwanted ? records::PrintOutcome::kCancelled : records::PrintOutcome::kFailed;
    default:
      return records::PrintOutcome::kUnknown;
  }
}

}  // namespace

void Journey::StartPrint(bool large) {
  const HeldCertificate& held = *Current(state_);
  state_.print = {.ticket = state_.print.ticket + 1,
                  .phase = PrintPhase::kPreparing,
                  .cause = hal::DeviceCode::kOk,
                  .started = now_.moment,
                  .large = large,
                  .unwanted = false,
                  .of = state_.current};
  Record(records::PrintStarted{state_.print.ticket});
  Emit(PrintCertificate{.ticket = state_.print.ticket,
                        .text = held.text,
                        .reading = held.reading,
                        .verdict = held.verdict,
                        .judged_at = held.judged_at,
                        .under_rules = held.under_rules,
                        .language = state_.settings.languages[state_.language],
                        .copy = held.copies + 1,
                        .large = large});
  Show(Screen::kPrinting);
}

void Journey::On(const PrintUpdate& event) {
  if (RecordLeft(event)) return;
  if (!PrintRuns(state_.print) || event.ticket != state_.print.ticket) return;
  state_.last_activity = now_.moment;
  if (Ends(event.phase)) return ShowEnd(event);
  if (event.phase != PrintPhase::kNone) state_.print.phase = event.phase;
}

// Of what was taken back in time there is nothing more to see.
void Journey::ShowEnd(const PrintUpdate& event) {
  using enum records::PrintOutcome;
  const records::PrintOutcome outcome = OutcomeOf(event.phase, state_.print.unwanted);
  EndPrint(outcome, event.cause);
  if (outcome == kCancelled) return Show(Screen::kVerdict);
  Show(outcome == kFailed ? Screen::kPrintFailed : Screen::kPrintDone);
}

void Journey::EndPrint(records::PrintOutcome outcome, hal::DeviceCode cause) {
  using enum records::PrintOutcome;
  state_.print.phase = outcome == kSent      ? PrintPhase::kSent
                       : outcome == kFailed  ? PrintPhase::kFailed
                       : outcome == kUnknown ? PrintPhase::kUnknown
                                             : PrintPhase::kNone;
  state_.print.cause = cause;
  if (outcome == kSent || outcome == kUnknown) CountCopies();
  if (outcome == kFailed) EndAction(records::ActionOutcome::kFailed);
  if (outcome == kCancelled) EndAction(records::ActionOutcome::kCancelled);
  Record(records::PrintEnded{state_.print.ticket, outcome, cause});
}

void Journey::CountCopies() {
  if (Current(state_) == nullptr) return;
  ++state_.people[state_.current.person].certificates[state_.current.certificate].copies;
}

void Journey::TakePrintBack() {
  state_.print.unwanted = true;
  Emit(CancelPrint{state_.print.ticket});
}

// Who wanted no paper and sees none has what they asked for.
void Journey::MissPaper() {
  using enum records::ActionOutcome;
  EndAction(state_.print.unwanted ? kCancelled : kFailed);
  if (state_.print.unwanted) return Show(Screen::kVerdict);
  state_.print.phase = PrintPhase::kFailed;
  state_.print.cause = hal::DeviceCode::kMediaAbsent;
  Show(Screen::kPrintFailed);
}

void Journey::LeavePrint() {
  if (!PrintRuns(state_.print)) return;
  Emit(CancelPrint{state_.print.ticket});
  state_.left_prints.push_back(state_.print.ticket);
}

bool Journey::RecordLeft(const PrintUpdate& event) {
  const auto left = std::ranges::find(state_.left_prints, event.ticket);
  if (left == state_.left_prints.end()) return false;
  if (!Ends(event.phase)) return true;
  state_.left_prints.erase(left);
  Record(records::PrintEnded{event.ticket, OutcomeOf(event.phase, /*unwanted=*/true), event.cause});
  return true;
}

}  // namespace clearway::session
