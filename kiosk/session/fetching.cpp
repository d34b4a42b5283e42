// The phone is dead: certificates come from the vault or from their issuer, found by the passport,
// and are judged as if they had been scanned.
#include <algorithm>
#include <utility>

#include "kiosk/session/journey.h"
#include "kiosk/session/party.h"

namespace clearway::session {

namespace {

DeskFault FaultOf(vault::VaultFault fault) {
  switch (fault) {
    case vault::VaultFault::kNotOpened:
    case vault::VaultFault::kKeysLost:  // the copy is as gone as one that has expired
      return DeskFault::kNothing;
    case vault::VaultFault::kBudgetSpent:
      return DeskFault::kTooOften;
    case vault::VaultFault::kClockInDoubt:
      return DeskFault::kClock;
    default:
      return DeskFault::kUnavailable;
  }
}

DeskFault FaultOf(records::Retrieval outcome) {
  switch (outcome) {
    case records::Retrieval::kNothing:
      return DeskFault::kNothing;
    case records::Retrieval::kTooOften:
      return DeskFault::kTooOften;
    case records::Retrieval::kTimeout:
    case records::Retrieval::kUnreachable:
      return DeskFault::kNoAnswer;
    case records::Retrieval::kNotTrusted:
      return DeskFault::kNotTrusted;
    case records::Retrieval::kFound:  // but nothing that is a certificate
    case records::Retrieval::kNonsense:
      return DeskFault::kNonsense;
    case records::Retrieval::kUnavailable:
    case records::Retrieval::kWithdrawn:
      break;
  }
  return DeskFault::kUnavailable;
}

}  // namespace

void Journey::DoFetching(const Choice& choice) {
  state_.desk.fault = DeskFault::kNone;  // of the question before
  switch (choice.action) {
    case Action::kNoPin:
      return AskTheIssuer();
    case Action::kTryAgain:
      return state_.settings.keeps_copies ? AskFor(EntryFor::kPin) : AskTheIssuer();
    default:  // kDeadPhone
      break;
  }
  if (!state_.session_open) Begin();
  BeginErrand(Errand::kFetch);
  if (state_.waiting_passport.empty() || state_.waiting_passport.front().fields.empty())
    return AskForPassport();
  Passport passport = std::move(state_.waiting_passport.front());
  std::vector<Passport>().swap(state_.waiting_passport);
  // Where no PIN is asked for, only the passport's screen says what is sent to whom: it is shown
  // once more.
  if (!state_.settings.keeps_copies) return AskForPassport();
  FetchFor(std::move(passport));
}

void Journey::FetchFor(Passport passport) {
  state_.desk.fault = DeskFault::kNone;
  Hold(state_.desk.passport, std::move(passport));
  if (!state_.settings.keeps_copies) return AskTheIssuer();
  AskFor(EntryFor::kPin);
}

void Journey::AskForCopy() {
  auto pin = keys::Pin::Enter(state_.entry.text.view());
  auto document = KeyOf(state_.desk.passport.front().fields);
  if (!pin || !document) return AskAgain(EntryProblem::kTooShort);
  state_.desk.fault = DeskFault::kNone;
  Await(Screen::kFetching);
  Emit(AskVault{state_.waiting.ticket, std::move(*document), std::move(*pin)});
}

void Journey::AskTheIssuer() {
  auto document = KeyOf(state_.desk.passport.front().fields);
  if (!document) return AskForPassport();
  Await(Screen::kFetching);
  Emit(AskIssuer{state_.waiting.ticket, std::move(*document)});
}

// The record is written for a traveller who is gone, too: an attempt was made.
void Journey::On(VaultAnswered event) {
  if (event.found) {
    Record(records::CopyOpened{});
  } else {
    Record(records::CopyNotOpened{event.found.error()});
  }
  if (!TakeAnswer(event.ticket, Errand::kFetch)) return;
  if (event.found && !event.found->empty()) return TakeFound(std::move(*event.found));
  const DeskFault fault = event.found ? DeskFault::kNothing : FaultOf(event.found.error());
  if (!state_.settings.asks_issuer) return NothingFound(fault);
  state_.desk.fault = fault;
  AskTheIssuer();
}

void Journey::On(IssuerAnswered event) {
  Record(records::IssuerAsked{event.outcome});
  if (!TakeAnswer(event.ticket, Errand::kFetch)) return;
  if (!event.found.empty()) return TakeFound(std::move(event.found));
  NothingFound(FaultOf(event.outcome));
}

// What kept the vault from looking weighs more than that the issuer has nothing.
void Journey::NothingFound(DeskFault fault) {
  const DeskFault before = state_.desk.fault;
  const bool told_before = before != DeskFault::kNone && before != DeskFault::kNothing;
  FailErrand(fault == DeskFault::kNothing && told_before ? before : fault);
}

// All of them are of whom the passport names, or are said not to be.
void Journey::TakeFound(std::vector<CodeRead> found) {
  if (!state_.audit_writable) return NothingFound(DeskFault::kUnavailable);
  std::optional<std::size_t> person;
  for (const CodeRead& code : found) {
    if (const auto held = Find(state_.people, code.text)) person = held->person;
    const Ownership owner = FindOwner(state_, code.reading);
    if (owner.owner == Owner::kKnown) person = owner.person;
  }
  if (!person && state_.people.size() >= kMaxPeople) {
    state_.current = {};
    Show(Screen::kVerdict);
    return ShowHint(Hint::kPartyFull);
  }
  Passport passport = std::move(state_.desk.passport.front());
  if (!person) {
    person = state_.people.size();
    Hold(state_.people.emplace_back().passport, std::move(passport));
  } else {
    // What was read says more than what was typed.
    Person& known = state_.people[*person];
    if (!passport.typed || known.passport.empty()) Bind(known, std::move(passport));
  }
  for (CodeRead& code : found) {
    if (Find(state_.people, code.text)) continue;
    AddTo(*person,
          {.text = std::move(code.text), .reading = std::move(code.reading), .verdict = {}});
  }
  const bool left_some_out = state_.hint == Hint::kPartyFull;
  ShowFound(*person);
  if (left_some_out) ShowHint(Hint::kPartyFull);
}

// The certificate that answers best, first.
void Journey::ShowFound(std::size_t person) {
  const auto& certificates = state_.people[person].certificates;
  const auto best = std::ranges::find(certificates, AnswerOf(state_.people[person]),
                                      [](const auto& held) { return held.verdict.answer; });
  const auto index = best == certificates.end() ? 0 : best - certificates.begin();
  state_.current = {person, static_cast<std::size_t>(index)};
  Show(Screen::kVerdict);
}

}  // namespace clearway::session
