// What people do.
#include <algorithm>
#include <utility>

#include "kiosk/session/journey.h"
#include "kiosk/session/party.h"

namespace clearway::session {

namespace {

bool IsOffered(const State& state, const Choice& choice) {
  const std::vector<Choice> offered = Actions(state);
  return std::ranges::find(offered, choice) != offered.end();
}

}  // namespace

void Journey::On(const Tap& event) {
  const bool offered = IsOffered(state_, event.choice);
  On(Activity{});
  if (offered) Do(event.choice);
}

void Journey::Do(const Choice& choice) {
  switch (choice.action) {
    case Action::kBegin:
      return Begin();
    case Action::kChooseLanguage:
      return ChooseLanguage(choice.index);
    case Action::kShowHelp:
      OpenSession();
      state_.before_help = state_.screen == Screen::kAttract ? Screen::kScanning : state_.screen;
      return Show(Screen::kHelp);
    case Action::kBack:
      return GoBack();
    case Action::kFinish:
      return EndSession(records::SessionEnd::kFinished);
    case Action::kMoreTime:
      return;  // a tap is activity, and that is all it takes
    case Action::kKey:
    case Action::kDeleteKey:
    case Action::kEnter:
      return DoTyping(choice);
    case Action::kStaffDo:
    case Action::kStaffReason:
    case Action::kStaffOutcome:
    case Action::kSignOut:
      return DoAsStaff(choice);
    case Action::kTypePassport:
      return TypePassport();
    case Action::kDeadPhone:
    case Action::kNoPin:
    case Action::kTryAgain:
      return DoFetching(choice);
    case Action::kKeep:
    case Action::kConfirmKeep:
      return DoKeeping(choice);
    case Action::kAddCertificate:
    case Action::kTravelTogether:
    case Action::kNextTraveller:
    case Action::kShowOverview:
    case Action::kShowCertificate:
      return DoInParty(choice);
    default:
      return DoAboutPaper(choice);
  }
}

void Journey::DoInParty(const Choice& choice) {
  switch (choice.action) {
    case Action::kAddCertificate:
      return Show(Screen::kScanning);
    case Action::kTravelTogether:
      AddPerson(std::move(state_.pending.back()));
      std::vector<HeldCertificate>().swap(state_.pending);
      return;
    case Action::kNextTraveller: {
      HeldCertificate held = std::move(state_.pending.back());
      EndSession(records::SessionEnd::kNextTraveller);
      OpenSession();
      return AddPerson(std::move(held));
    }
    case Action::kShowCertificate:
      state_.current = Numbered(state_)[choice.index];
      return Show(Screen::kVerdict);
    default:
      return Show(Screen::kOverview);
  }
}

void Journey::DoAboutPaper(const Choice& choice) {
  switch (choice.action) {
    case Action::kPrint:
      return Show(Screen::kPrintConfirm);
    case Action::kConfirmPrint:
      return StartPrint(/*large=*/false);
    case Action::kConfirmLarge:
      return StartPrint(/*large=*/true);
    case Action::kRetryPrint:
      return StartPrint(state_.print.large);
    case Action::kCancelPrint:
      CancelRunningPrint();
      return Show(Screen::kVerdict);
    case Action::kPaperMissing:
      EndAction(records::ActionOutcome::kFailed);
      state_.print.phase = PrintPhase::kFailed;
      state_.print.cause = hal::DeviceCode::kMediaAbsent;
      return Show(Screen::kPrintFailed);
    default:  // kPaperCame
      EndAction(records::ActionOutcome::kDone);
      state_.print.phase = PrintPhase::kNone;
      return Show(Screen::kVerdict);
  }
}

// A fresh start for the reader too: a code that lies there already counts as new for whoever
// begins.
void Journey::Begin() {
  OpenSession();
  Emit(Forget{});
  Show(Screen::kScanning);
}

void Journey::ChooseLanguage(std::size_t index) {
  state_.language = index;
  if (state_.screen == Screen::kAttract) Begin();
}

void Journey::GoBack() {
  if (IsOfStaff(state_.screen)) return GoBackAsStaff();
  if (state_.screen == Screen::kHelp) return Show(state_.before_help);
  if (state_.screen == Screen::kTyping) return LeaveEntry();
  if (state_.desk.errand != Errand::kNone) return GoBackAtDesk();
  if (state_.staff.signed_in && state_.screen == Screen::kVerdict) return GoBackAsStaff();
  Show(Screen::kVerdict);
}

void Journey::StartPrint(bool large) {
  const HeldCertificate& held = *Current(state_);
  state_.print = {.ticket = state_.print.ticket + 1,
                  .phase = PrintPhase::kPreparing,
                  .cause = hal::DeviceCode::kOk,
                  .started = now_.moment,
                  .large = large,
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
  if (!PrintRuns(state_.print) || event.ticket != state_.print.ticket) return;
  state_.last_activity = now_.moment;
  switch (event.phase) {
    case PrintPhase::kSent:
      EndPrint(records::PrintOutcome::kSent, event.cause);
      return Show(Screen::kPrintDone);
    case PrintPhase::kFailed:
      EndPrint(records::PrintOutcome::kFailed, event.cause);
      return Show(Screen::kPrintFailed);
    case PrintPhase::kUnknown:
      EndPrint(records::PrintOutcome::kUnknown, event.cause);
      return Show(Screen::kPrintDone);
    case PrintPhase::kPreparing:
    case PrintPhase::kPrinting:
      state_.print.phase = event.phase;
      return;
    case PrintPhase::kNone:
      return;
  }
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

void Journey::CancelRunningPrint() {
  if (!PrintRuns(state_.print)) return;
  if (state_.print.phase == PrintPhase::kPrinting) CountCopies();  // it may come out all the same
  Emit(CancelPrint{state_.print.ticket});
  EndPrint(records::PrintOutcome::kCancelled, hal::DeviceCode::kCancelled);
}

}  // namespace clearway::session
