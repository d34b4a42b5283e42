// A copy for later, of whoever agrees to it: it opens with the passport and a PIN.
#include <algorithm>
#include <utility>

#include "certificate/holder_check.h"
#include "kiosk/session/journey.h"

namespace clearway::session {

namespace {

DeskFault FaultOfKeeping(vault::VaultFault fault) {
  switch (fault) {
    case vault::VaultFault::kClockInDoubt:
      return DeskFault::kClock;
    case vault::VaultFault::kTooMuch:
      return DeskFault::kTooMuch;
    case vault::VaultFault::kFull:
      return DeskFault::kFull;
    default:
      return DeskFault::kUnavailable;
  }
}

bool IsSomebodyElses(const certificate::Identity& passport, const Person& person) {
  return std::ranges::any_of(person.certificates, [&](const HeldCertificate& held) {
    const auto& certificate = held.reading.certificate;
    return certificate && Printable(held) &&
           Compare(certificate::IdentityOf(*certificate), passport).answer ==
               certificate::Sameness::kDifferent;
  });
}

}  // namespace

void Journey::DoKeeping(const Choice& choice) {
  if (choice.action == Action::kConfirmKeep) return ConfirmKeep();
  BeginErrand(Errand::kKeep);
  Show(Screen::kKeepConfirm);
}

void Journey::ConfirmKeep() {
  const Person& person = state_.people[state_.current.person];
  if (person.passport.empty() || person.passport.front().fields.empty()) return AskForPassport();
  AskFor(EntryFor::kNewPin);
}

// A copy lies under its holder's passport and nobody else's. Where it cannot be told whose the
// passport is, staff look at it: the certificate's answer says so.
void Journey::KeepFor(Passport passport) {
  Person& person = state_.people[state_.current.person];
  if (IsSomebodyElses(passport.identity, person))
    return RefusePassport(PassportProblem::kSomebodyElses);
  Bind(person, std::move(passport));
  if (!Printable(*Current(state_))) return Show(Screen::kVerdict);
  AskFor(EntryFor::kNewPin);
}

void Journey::TakeNewPin() {
  const auto document = KeyOf(state_.people[state_.current.person].passport.front().fields);
  if (!document) return AskForPassport();
  const auto pin = keys::Pin::Choose(state_.entry.text.view(), document->GuessablePins());
  if (!pin) return AskAgain(EntryProblem::kPinTooSimple);
  state_.desk.pin = state_.entry.text;
  AskFor(EntryFor::kNewPinAgain);
}

void Journey::TakeNewPinAgain() {
  const Person& person = state_.people[state_.current.person];
  auto document = KeyOf(person.passport.front().fields);
  auto pin = keys::Pin::Enter(state_.entry.text.view());
  const bool is_same = state_.entry.text.view() == state_.desk.pin.view();
  state_.desk.pin.Wipe();
  if (!document || !pin || !is_same) {
    AskFor(EntryFor::kNewPin);
    state_.entry.problem = EntryProblem::kPinsDiffer;
    return;
  }
  std::vector<std::string> texts;
  for (const HeldCertificate& held : person.certificates)
    if (Printable(held)) texts.push_back(held.text);
  Await(Screen::kKeeping);
  Emit(KeepCopy{state_.waiting.ticket, std::move(*document), std::move(*pin), std::move(texts)});
}

// The record is written for a traveller who is gone, too: the copy is there.
void Journey::On(const CopyKept& event) {
  if (event.until) Record(records::CopyKept{});
  if (!TakeAnswer(event.ticket, Errand::kKeep)) return;
  if (!event.until) return FailErrand(FaultOfKeeping(event.until.error()));
  state_.people[state_.current.person].copy_kept = true;
  state_.desk.kept_until = *event.until;
  Show(Screen::kKept);
}

void Journey::On(const CopiesPurged& event) {
  if (event.expired + event.lost > 0) Record(records::CopiesPurged{event.expired, event.lost});
}

}  // namespace clearway::session
