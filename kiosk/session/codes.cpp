// From a code to an answer.
#include <algorithm>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "certificate/declaration_check.h"
#include "certificate/holder_check.h"
#include "certificate/judge.h"
#include "certificate/rules/judge_journey.h"
#include "kiosk/session/journey.h"
#include "kiosk/session/party.h"

namespace clearway::session {

namespace {

std::uint64_t Fingerprint(const std::string& text) {
  return std::hash<std::string>{}(text);
}

// Where a code may come in. Elsewhere it is missed, and taken afterwards if it still lies there:
// nobody's answer changes under somebody's hands.
bool TakesCodes(const State& state) {
  switch (state.screen) {
    case Screen::kAttract:
    case Screen::kScanning:
    case Screen::kVerdict:
    case Screen::kOverview:
    case Screen::kGoodbye:
    case Screen::kReceipt:
      return state.audit_writable;
    case Screen::kHelp:
      return state.audit_writable && state.pending.empty();
    default:
      return false;
  }
}

// Whoever reads how to show it may show it at once.
bool AsksForPassport(const State& state) {
  const bool reads_help = state.screen == Screen::kHelp;
  return (reads_help ? state.before_help : state.screen) == Screen::kPassport;
}

// Who issued it: the signer whose key was proven, else what the certificate claims.
records::CountryCode IssuerOf(const certificate::Reading& reading) {
  if (reading.signed_by) return records::CountryCode(reading.signed_by->country);
  if (reading.certificate) return records::CountryCode(reading.certificate->issuer);
  return {};
}

records::VerdictGiven RecordOf(const HeldCertificate& held) {
  records::VerdictGiven record{.format = held.reading.format,
                               .answer = held.verdict.answer,
                               .reasons = {},
                               .issuer = IssuerOf(held.reading),
                               .demo = held.verdict.demo};
  for (const certificate::Reason& reason : held.verdict.reasons)
    record.reasons.emplace_back(reason);
  return record;
}

// Whose it claims to be where nobody signed it may be a lie, and is not recorded.
records::ReceiptChecked RecordOf(const ReceiptRead& event) {
  if (!event.proven) return {.from = {}, .problem = event.proven.error()};
  return {.from = records::KioskName(*event.proven), .problem = event.problem};
}

// Fields that somebody typed have no name that could confirm a certificate. Whose it is is then as
// open as without a passport; that they contradict it counts.
bool AgreesWithTyped(const certificate::Match& match) {
  return match.answer == certificate::Sameness::kCannotTell &&
         std::ranges::find(match.grounds, certificate::Ground::kSameBirthDate) !=
             match.grounds.end();
}

}  // namespace

// Whether no code is taken here.
bool Journey::Misses() {
  if (TakesCodes(state_)) return false;
  state_.missed = true;
  return true;
}

// Whether the code is the last traveller's, still lying there after they have left.
bool Journey::Lingers(const std::string& text) {
  const bool known = state_.last_codes.See(Fingerprint(text), now_.moment);
  return known && !state_.session_open;
}

// Whether the passport has nothing new to say: it was read a moment ago, in this session, and lying
// there is no activity; or in the last one, and would be taken for the next traveller's.
bool Journey::PassportLingers(const std::string& text) {
  if (text.empty()) return false;  // typed, or from a device that tells once
  const std::uint64_t fingerprint = Fingerprint(text);
  const bool known = state_.last_passport_seen && state_.last_passport == fingerprint;
  state_.last_passport = fingerprint;
  state_.last_passport_seen = now_.moment;
  return known;
}

void Journey::On(CodeRead event) {
  if (Misses()) return;
  if (Lingers(event.text)) return;
  if (const auto held = Find(state_.people, event.text))
    return ReadOnceMore(*held, std::move(event.reading));
  On(Activity{});
  OpenSession();
  Sort({.text = std::move(event.text), .reading = std::move(event.reading), .verdict = {}});
}

// A passport of nobody who is here waits for its holder's certificates.
void Journey::On(PassportRead event) {
  const bool is_asked_for = AsksForPassport(state_);
  if (!is_asked_for && Misses()) return;
  if (PassportLingers(event.text)) return;
  On(Activity{});
  Passport passport{std::move(event.passport), std::move(event.fields), /*typed=*/false};
  if (is_asked_for) return TakePassport(std::move(passport));
  if (!state_.session_open) Begin();
  ShowHint(Hint::kPassportRead);
  if (const auto holder = FindHolder(state_, passport.identity))
    return Bind(state_.people[*holder], std::move(passport));
  Hold(state_.waiting_passport, std::move(passport));
}

// The person's answers are given anew, now that it can be said whether the certificates are theirs.
void Journey::Bind(Person& person, Passport passport) {
  Hold(person.passport, std::move(passport));
  std::vector<certificate::Answer> before;
  for (HeldCertificate& held : person.certificates) {
    before.push_back(held.verdict.answer);
    Judge(held, person);
  }
  JudgeTogether(person);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const HeldCertificate& held = person.certificates[i];
    if (held.verdict.answer != before[i]) Record(RecordOf(held));
  }
}

// Beside a certificate it has nothing to say: a printed page shows both, and the certificate's own
// answer stays. One that lies there has its answer, and is no activity.
void Journey::On(ReceiptRead event) {
  if (Misses() || Lingers(event.text) || !state_.people.empty()) return;
  const std::uint64_t code = Fingerprint(event.text);
  if (state_.receipt && state_.receipt_code == code) {
    if (state_.screen == Screen::kScanning) ShowHint(Hint::kAlreadyChecked);
    return;
  }
  On(Activity{});
  OpenSession();
  Record(RecordOf(event));
  state_.receipt = std::move(event.proven);
  if (event.problem) state_.receipt = std::unexpected(*event.problem);
  state_.receipt_code = code;
  Show(Screen::kReceipt);
}

void Journey::On(const NotACertificate& event) {
  if (Misses() || Lingers(event.text)) return;
  if (!state_.session_open) Begin();
  ShowHint(Hint::kNotACertificate);
}

// Main keeps parts until their session ends. One that begins none is not kept: no end would come
// for it. One that was read before takes nobody away from their answer.
void Journey::On(const PartRead& event) {
  const bool known = !Misses() && state_.last_codes.See(Fingerprint(event.text), now_.moment);
  const bool waits_for_more = TakesCodes(state_) && event.held < event.count;
  if (!state_.session_open && (known || !waits_for_more)) return Emit(ForgetParts{});
  if (!waits_for_more) return;
  if (known && state_.screen != Screen::kScanning) return;
  if (!known) On(Activity{});
  OpenSession();
  if (state_.staff.signed_in) return;
  if (state_.screen != Screen::kScanning) Show(Screen::kScanning);
  state_.parts_held = event.held;
  state_.parts_count = event.count;
  ShowHint(Hint::kPartRead);
}

void Journey::Sort(HeldCertificate held) {
  const Ownership found = FindOwner(state_, held.reading);
  switch (found.owner) {
    case Owner::kNobody:
      return AddPerson(std::move(held));
    case Owner::kKnown:
    case Owner::kUnnamed:
      return AddTo(found.person, std::move(held));
    case Owner::kOther:
      state_.pending.push_back(std::move(held));
      return Show(Screen::kAnotherTraveller);
  }
}

void Journey::AddPerson(HeldCertificate held) {
  state_.people.emplace_back().passport = std::exchange(state_.waiting_passport, {});
  AddTo(state_.people.size() - 1, std::move(held));
}

void Journey::AddTo(std::size_t person, HeldCertificate held) {
  auto& certificates = state_.people[person].certificates;
  if (certificates.size() >= kMaxCertificates) return ShowHint(Hint::kPartyFull);
  Judge(held, state_.people[person]);
  certificates.push_back(std::move(held));
  JudgeTogether(state_.people[person]);
  if (Printable(certificates.back())) state_.people[person].copy_kept = false;  // not in it
  Record(RecordOf(certificates.back()));
  state_.current = {person, certificates.size() - 1};
  Show(Screen::kVerdict);
}

certificate::Verdict Journey::Alone(const certificate::Reading& reading,
                                    const Person& person) const {
  const std::span one(&reading, 1);
  certificate::Verdict verdict = certificate::Judge(one, now_.time);
  if (person.passport.empty()) return verdict;
  const Passport& passport = person.passport.front();
  const certificate::HolderCheck check = CheckHolder(one, passport.identity);
  if (passport.typed && AgreesWithTyped(check.match)) return verdict;
  return WithHolder(std::move(verdict), check);
}

void Journey::Judge(HeldCertificate& held, const Person& person) const {
  held.verdict = Alone(held.reading, person);
  held.judged_at = now_.time.now;
  held.under_rules = false;
}

// Under a destination's rules the certificates of one person make one answer together. One that is
// not authentic, out of date or somebody else's keeps its own: it proves nothing, and spoils
// nothing beside it. A declaration that a newer one replaced proves nothing either.
void Journey::JudgeTogether(Person& person) const {
  for (HeldCertificate& held : person.certificates) {
    if (IsReplaced(held, person)) held.verdict = certificate::ReplacedVerdict();
  }
  if (now_.criteria == nullptr || !now_.time.trusted) return;
  std::vector<certificate::Reading> authentic;
  std::vector<HeldCertificate*> holders;
  for (HeldCertificate& held : person.certificates) {
    if (IsReplaced(held, person) ||
        Alone(held.reading, person).answer != certificate::Answer::kAccepted) {
      continue;
    }
    authentic.push_back(held.reading);
    holders.push_back(&held);
  }
  if (authentic.empty()) return;
  const certificate::Verdict together = rules::JudgeJourney(authentic, now_.time, *now_.criteria);
  for (HeldCertificate* held : holders) {
    held->verdict = together;
    held->judged_at = now_.time.now;
    held->under_rules = true;
  }
}

// What was decided stays decided; what could not be checked is judged on what is known now. Not
// activity: a phone that lies there must not keep its owner's answer on the screen.
void Journey::ReadOnceMore(const Position& position, certificate::Reading reading) {
  HeldCertificate& held = state_.people[position.person].certificates[position.certificate];
  if (held.verdict.answer == certificate::Answer::kUndetermined) {
    held.reading = std::move(reading);
    Judge(held, state_.people[position.person]);
    JudgeTogether(state_.people[position.person]);
    if (held.verdict.answer != certificate::Answer::kUndetermined) Record(RecordOf(held));
    if (state_.screen == Screen::kScanning) {
      state_.current = position;
      Show(Screen::kVerdict);
    }
  } else if (state_.screen == Screen::kScanning) {
    ShowHint(Hint::kAlreadyChecked);
  }
}

// Something that answers wait for is there, the clock or signers, and answers may change.
void Journey::ReadAgainWhereTaken() {
  if (!state_.reads_again || !TakesCodes(state_)) return;
  state_.reads_again = false;
  for (const Person& person : state_.people)
    for (const HeldCertificate& held : person.certificates)
      if (held.verdict.answer == certificate::Answer::kUndetermined) Emit(ReadAgain{held.text});
}

// The reader tells each thing in view once, and told it where it was missed.
void Journey::SeeAnewWhereTaken() {
  if (!state_.missed || !TakesCodes(state_)) return;
  state_.missed = false;
  Emit(SeeAnew{});
}

}  // namespace clearway::session
