#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/session/session.h"

namespace clearway::session {

// One step while it is made: the state that changes and the effects that gather. Lives for one call
// of Step.
class Journey {
 public:
  Journey(State state, const Now& now) : state_(std::move(state)), now_(now) {}

  void On(CodeRead event);
  void On(PassportRead event);
  void On(VaultAnswered event);
  void On(IssuerAnswered event);
  void On(const CopyKept& event);
  void On(const CopiesPurged& event);
  void On(const NotACertificate& event);
  void On(const PartRead& event);
  void On(ReceiptRead event);
  void On(const GuidanceChanged& event);
  void On(const Tap& event);
  void On(const Activity& event);
  void On(const PrintUpdate& event);
  void On(const DeviceChanged& event);
  void On(const EarlierPrint& event);
  void On(TrustChanged event);
  void On(const AuditChanged& event);
  void On(ConfigurationChecked event);
  void On(const BadgeShown& event);
  void On(const staff::BadgeLookedUp& event);
  void On(const staff::SignInTried& event);
  void On(const staff::PinGiven& event);
  void On(const UpkeepDone& event);
  void On(const ActionNotRecorded& event);
  void On(const Tick&) {}

  // What follows from time and from the state as a whole, after every event: time-outs, closing and
  // opening again, the reader's pace.
  void Settle();
  void EndSession(records::SessionEnd end);
  [[nodiscard]] Stepped Result() && { return {std::move(state_), std::move(effects_)}; }

 private:
  // journey.cpp: sessions and screens
  void OpenSession();
  // Everything that travellers showed, typed or were told; the session goes on.
  void ForgetTravellers();
  void Show(Screen screen);
  void ShowHint(Hint hint);
  void Emit(Effect effect) { effects_.push_back(std::move(effect)); }
  void Record(records::AuditRecord record) { Emit(Audit{std::move(record)}); }

  // codes.cpp: from a code to an answer
  [[nodiscard]] bool Misses();
  [[nodiscard]] bool Lingers(const std::string& text);
  [[nodiscard]] bool PassportLingers(const std::string& text);
  void Sort(HeldCertificate held);
  void AddTo(std::size_t person, HeldCertificate held);
  void AddPerson(HeldCertificate held);
  void Bind(Person& person, Passport passport);
  // The answer for one certificate alone, and, where a passport was read, whether it is its
  // holder's.
  [[nodiscard]] certificate::Verdict Alone(const certificate::Reading& reading,
                                           const Person& person) const;
  void Judge(HeldCertificate& held, const Person& person) const;
  void JudgeTogether(Person& person) const;
  void ReadOnceMore(const Position& position, certificate::Reading reading);
  // At once, or when codes are taken again.
  void ReadUndeterminedAgain() { state_.reads_again = true; }
  void ReadAgainWhereTaken();
  void SeeAnewWhereTaken();

  // desk.cpp: a passport for an errand, and waiting for its answer
  void BeginErrand(Errand errand);
  void AskForPassport();
  void TakePassport(Passport passport);
  void RefusePassport(PassportProblem problem);
  void TypePassport();
  void TakeField();
  void GoBackAtDesk();
  void Await(Screen screen);
  // Whether it is the answer that is awaited: then nothing is awaited any more.
  [[nodiscard]] bool TakeAnswer(std::uint32_t ticket, Errand errand);
  // Nobody waits any more: a question is taken back; a copy that was agreed to is kept all the
  // same.
  void StopWaiting();
  void FailErrand(DeskFault fault);
  void PassAnswerTime();
  void EndLeftErrand();

  // fetching.cpp: the dead phone
  void DoFetching(const Choice& choice);
  void FetchFor(Passport passport);
  void AskForCopy();
  void AskTheIssuer();
  void TakeFound(std::vector<CodeRead> found);
  void ShowFound(std::size_t person);
  void NothingFound(DeskFault fault);

  // keeping.cpp: a copy for later
  void DoKeeping(const Choice& choice);
  void ConfirmKeep();
  void KeepFor(Passport passport);
  void TakeNewPin();
  void TakeNewPinAgain();

  // typing.cpp: a keypad
  void AskFor(EntryFor what);
  void AskAgain(EntryProblem problem);
  void DoTyping(const Choice& choice);
  void TakeEntry();
  void LeaveEntry();
  void EndEntry();
  void EndLeftEntry();

  // staff.cpp: who of the staff is here
  [[nodiscard]] bool BadgeLingers(const std::string& text);
  [[nodiscard]] bool Awaits(std::uint32_t ticket);
  [[nodiscard]] std::uint32_t NewTicket();
  void WelcomeStaff();
  void TakeNewBadge(const BadgeShown& event);
  void TakeStaffEntry();
  void SignInStaff();
  void RefuseBadge(staff::BadgeProblem problem);
  void RefuseSignIn(staff::SignInProblem problem);
  void TellStaff(StaffNotice notice);
  void GoBackAsStaff();
  // Signs them out; an action that is open has failed, or nobody knows. Leaves the screen as it is.
  void SignOutStaff();
  // The same, and whoever was here before sees their screen again.
  void DismissStaff();
  void KeepStaffAtWork();

  // staff_menu.cpp: what they do
  void DoAsStaff(const Choice& choice);
  void StartStaffAction(staff::StaffAction what);
  void Reprint();
  void RepeatPrint(records::ActionReason reason);
  void BeginAction(staff::StaffAction what,
                   records::ActionReason reason = records::ActionReason::kNone);
  // Nothing where none is open.
  void EndAction(records::ActionOutcome outcome);

  // taps.cpp: what people do
  void Do(const Choice& choice);
  void DoInParty(const Choice& choice);
  void DoAboutPaper(const Choice& choice);
  void Begin();
  void GoBack();
  void ChooseLanguage(std::size_t index);

  // printing.cpp: from consent to the paper
  void StartPrint(bool large);
  // One more print-out of the current certificate came out, or may have.
  void CountCopies();
  void EndPrint(records::PrintOutcome outcome, hal::DeviceCode cause);
  void ShowEnd(const PrintUpdate& event);
  // It may have come out: the end that the printer tells is waited for.
  void TakePrintBack();
  void MissPaper();
  // The same, where nobody is here any more who could be told.
  void LeavePrint();
  // Whether the update was about a page that was left.
  [[nodiscard]] bool RecordLeft(const PrintUpdate& event);

  // time.cpp: what happens by itself
  void FollowClock();
  void PassStaffTime();
  void PassIdleTime();
  void PassPrintTime();
  void CloseOrOpen();
  void SetPace();

  State state_;
  const Now& now_;
  std::vector<Effect> effects_;
};

// Whether a device that the configuration names answers at this moment.
[[nodiscard]] bool Works(const Device& device);
[[nodiscard]] bool PrintRuns(const PrintStatus& print);
// Screens that only staff see.
[[nodiscard]] bool IsOfStaff(Screen screen);
// Whether the screen shows what staff do: theirs, or the keypad for a PIN of theirs.
[[nodiscard]] bool StaffAreServed(const State& state);
// Whether staff are being told that nothing can be recorded.
[[nodiscard]] bool StaffReadWhy(const State& state);
// Screens that nobody's session is on.
[[nodiscard]] bool IsClosed(Screen screen);

}  // namespace clearway::session
