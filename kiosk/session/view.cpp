// What screens ask.
#include <algorithm>
#include <iterator>

#include "kiosk/session/journey.h"
#include "kiosk/session/party.h"

namespace clearway::session {

namespace {

bool CanPrint(const State& state) {
  return state.settings.has_printer && Works(state.printer);
}

bool CanRead(const State& state) {
  return (state.settings.has_camera && Works(state.camera)) ||
         (state.settings.has_scanner && Works(state.scanner));
}

// Whether certificates can be looked for without their code.
bool CanFetch(const State& state) {
  return (state.settings.keeps_copies || state.settings.asks_issuer) && state.audit_writable;
}

bool CanKeep(const State& state) {
  const HeldCertificate* held = Current(state);
  return held != nullptr && Printable(*held) && state.settings.keeps_copies &&
         state.audit_writable && !state.people[state.current.person].copy_kept;
}

bool CanPrintCurrent(const State& state) {
  const HeldCertificate* held = Current(state);
  return held != nullptr && Printable(*held) && CanPrint(state);
}

// Staff who print a kept copy go on to nothing else from here.
std::vector<Action> ReprintActions(const State& state) {
  std::vector<Action> actions{Action::kBack};
  if (CanPrintCurrent(state)) actions.insert(actions.begin(), Action::kPrint);
  if (CertificateCount(state.people) > 1) actions.push_back(Action::kShowOverview);
  return actions;
}

std::vector<Action> VerdictActions(const State& state) {
  if (state.staff.signed_in) return ReprintActions(state);
  std::vector<Action> actions{Action::kFinish};
  if (CanPrintCurrent(state)) actions.push_back(Action::kPrint);
  if (CanKeep(state)) actions.push_back(Action::kKeep);
  if (CanRead(state) && state.audit_writable) actions.push_back(Action::kAddCertificate);
  if (CertificateCount(state.people) > 1) actions.push_back(Action::kShowOverview);
  actions.push_back(Action::kShowHelp);
  return actions;
}

std::vector<Action> ScanningActions(const State& state) {
  std::vector<Action> actions{Action::kFinish, Action::kShowHelp};
  if (CanFetch(state)) actions.push_back(Action::kDeadPhone);
  if (!state.people.empty()) actions.insert(actions.begin(), Action::kBack);
  return actions;
}

std::vector<Action> AttractActions(const State& state) {
  std::vector<Action> actions{Action::kBegin, Action::kShowHelp};
  if (CanFetch(state)) actions.push_back(Action::kDeadPhone);
  return actions;
}

std::vector<Action> HelpActions(const State& state) {
  std::vector<Action> actions{Action::kBack, Action::kFinish};
  if (state.before_help == Screen::kScanning && CanFetch(state))
    actions.push_back(Action::kDeadPhone);
  return actions;
}

std::vector<Action> TypingActions(const State& state) {
  if (IsOfStaff(state.entry.what)) return {Action::kEnter, Action::kDeleteKey, Action::kBack};
  std::vector<Action> actions{Action::kEnter, Action::kDeleteKey, Action::kBack, Action::kFinish,
                              Action::kShowHelp};
  if (state.entry.what == EntryFor::kPin && state.settings.asks_issuer)
    actions.push_back(Action::kNoPin);
  return actions;
}

std::vector<Action> NotFetchedActions(const State& state) {
  std::vector<Action> actions{Action::kBack, Action::kFinish, Action::kShowHelp};
  const DeskFault fault = state.desk.fault;
  if (fault != DeskFault::kTooOften && fault != DeskFault::kClock)
    actions.insert(actions.begin(), Action::kTryAgain);
  return actions;
}

std::vector<Action> AnotherTravellerActions(const State& state) {
  if (!state.audit_writable) return {Action::kFinish, Action::kShowHelp};
  std::vector<Action> actions{Action::kNextTraveller, Action::kShowHelp};
  if (state.people.size() < kMaxPeople) actions.insert(actions.begin(), Action::kTravelTogether);
  return actions;
}

std::vector<Action> PrintFailedActions(const State& state) {
  if (state.staff.signed_in) return {Action::kBack};  // who repeats it gives a reason
  std::vector<Action> actions{Action::kBack, Action::kShowHelp, Action::kFinish};
  if (CanPrint(state)) actions.insert(actions.begin(), Action::kRetryPrint);
  return actions;
}

std::vector<Action> ScreenActions(const State& state) {
  using enum Action;
  if (state.asking_for_time) return {kMoreTime, kFinish};
  switch (state.screen) {
    case Screen::kAttract:
      return AttractActions(state);
    case Screen::kScanning:
      return ScanningActions(state);
    case Screen::kVerdict:
      return VerdictActions(state);
    case Screen::kAnotherTraveller:
      return AnotherTravellerActions(state);
    case Screen::kOverview:
      return {kFinish, kAddCertificate, kShowHelp};
    case Screen::kPrintConfirm:
      return {kConfirmPrint, kConfirmLarge, kBack};
    case Screen::kPrinting:
      if (state.print.unwanted) return {};
      return {kCancelPrint};
    case Screen::kPrintDone:
      return {kPaperCame, kPaperMissing};
    case Screen::kPrintFailed:
      return PrintFailedActions(state);
    case Screen::kTyping:
      return TypingActions(state);
    case Screen::kPassport:
      return {kTypePassport, kBack, kFinish, kShowHelp};
    case Screen::kFetching:
      return {kBack};
    case Screen::kNotFetched:
      return NotFetchedActions(state);
    case Screen::kKeepConfirm:
      return {kConfirmKeep, kBack, kFinish, kShowHelp};
    case Screen::kKeeping:
      return {kFinish};
    case Screen::kKept:
      return {kFinish, kBack};
    case Screen::kNotKept:
      return {kBack, kFinish, kShowHelp};
    case Screen::kHelp:
      return HelpActions(state);
    case Screen::kReceipt:
      return {kFinish, kAddCertificate, kShowHelp};
    case Screen::kGoodbye:
      return {kBegin};
    default:  // closed, or the staff's
      return {};
  }
}

}  // namespace

std::vector<Choice> Actions(const State& state) {
  std::vector<Choice> choices;
  if (state.screen == Screen::kOverview && !state.asking_for_time)
    for (std::size_t i = 0; i < CertificateCount(state.people); ++i)
      choices.push_back({Action::kShowCertificate, i});
  if (state.screen == Screen::kTyping && !state.asking_for_time)
    for (std::size_t i = 0; i < state.entry.keys(); ++i) choices.push_back({Action::kKey, i});
  for (const Action action : ScreenActions(state)) choices.push_back({action, 0});
  std::ranges::copy(StaffChoices(state), std::back_inserter(choices));
  if (state.screen != Screen::kTechnician)  // which is in English
    for (std::size_t i = 0; i < state.settings.languages.size(); ++i)
      choices.push_back({Action::kChooseLanguage, i});
  return choices;
}

const HeldCertificate* Current(const State& state) {
  const auto& [person, certificate] = state.current;
  if (person >= state.people.size()) return nullptr;
  const auto& certificates = state.people[person].certificates;
  return certificate < certificates.size() ? &certificates[certificate] : nullptr;
}

bool Printable(const HeldCertificate& held) {
  using enum certificate::Answer;
  return held.reading.authenticity.valid() &&
         (held.verdict.answer == kAccepted || held.verdict.answer == kIncomplete);
}

std::vector<Trouble> Troubles(const State& state) {
  const Settings& settings = state.settings;
  const bool camera_gone = settings.has_camera && !Works(state.camera);
  const bool scanner_gone = settings.has_scanner && !Works(state.scanner);
  std::vector<Trouble> troubles;
  const auto add = [&](bool holds, Trouble trouble) {
    if (holds) troubles.push_back(trouble);
  };
  add(!state.configuration_problems.empty(), Trouble::kConfiguration);
  add(!state.trust_usable, Trouble::kTrust);
  add(!state.audit_writable, Trouble::kAudit);
  add(!CanRead(state), Trouble::kNoReader);
  add(CanRead(state) && camera_gone, Trouble::kCamera);
  add(CanRead(state) && scanner_gone, Trouble::kScanner);
  add(settings.has_printer && !Works(state.printer), Trouble::kPrinter);
  add(!state.clock_trusted, Trouble::kClock);
  return troubles;
}

bool Demo(const State& state) {
  return state.settings.demo || std::ranges::any_of(state.people, [](const Person& person) {
           return std::ranges::any_of(person.certificates,
                                      [](const auto& held) { return held.verdict.demo; });
         });
}

}  // namespace clearway::session
