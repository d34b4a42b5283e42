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
      return TakePrintBack();
    case Action::kPaperMissing:
      return MissPaper();
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

}  // namespace clearway::session
