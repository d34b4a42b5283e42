// A passport for an errand, read or typed, and the answer that the errand waits for.
#include <utility>

#include "kiosk/session/journey.h"

namespace clearway::session {

namespace {

EntryFor EntryOf(vault::DocumentField field) {
  switch (field) {
    case vault::DocumentField::kNumber:
      return EntryFor::kDocumentNumber;
    case vault::DocumentField::kBirthDate:
      return EntryFor::kBirthDate;
    case vault::DocumentField::kExpiry:
      break;
  }
  return EntryFor::kExpiry;
}

TypedText& FieldIn(PassportFields& fields, EntryFor what) {
  if (what == EntryFor::kDocumentNumber) return fields.number;
  return what == EntryFor::kBirthDate ? fields.birth_date : fields.expiry;
}

bool IsErrands(Screen screen) {
  switch (screen) {
    case Screen::kPassport:
    case Screen::kFetching:
    case Screen::kNotFetched:
    case Screen::kKeepConfirm:
    case Screen::kKeeping:
    case Screen::kKept:
    case Screen::kNotKept:
    case Screen::kTyping:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Journey::BeginErrand(Errand errand) {
  state_.desk = {};
  state_.desk.errand = errand;
}

// A passport that lies there already counts as new.
void Journey::AskForPassport() {
  state_.last_passport_seen.reset();
  Emit(Forget{});
  Show(Screen::kPassport);
}

void Journey::TakePassport(Passport passport) {
  if (passport.fields.empty()) return RefusePassport(PassportProblem::kUnusable);
  state_.desk.problem = PassportProblem::kNone;
  if (state_.desk.errand == Errand::kKeep) return KeepFor(std::move(passport));
  FetchFor(std::move(passport));
}

// It may lie there until another one is shown.
void Journey::RefusePassport(PassportProblem problem) {
  state_.desk.problem = problem;
  if (state_.screen != Screen::kPassport) Show(Screen::kPassport);
}

void Journey::TypePassport() {
  state_.desk.typing = {};
  AskFor(EntryFor::kDocumentNumber);
}

// One field after another, so that the one that was mistyped is known.
void Journey::TakeField() {
  const EntryFor what = state_.entry.what;
  PassportFields& fields = state_.desk.typing;
  FieldIn(fields, what) = state_.entry.text;
  const auto key = KeyOf(fields);
  if (key) return TakePassport(TypedPassport(std::move(fields), now_.for_centuries()));
  const EntryFor next = EntryOf(key.error());
  if (next == what) return AskAgain(EntryProblem::kCheckDigit);
  AskFor(next);
}

void Journey::GoBackAtDesk() {
  Desk& desk = state_.desk;
  switch (state_.entry.what) {
    case EntryFor::kBirthDate:
    case EntryFor::kExpiry: {
      const bool at_expiry = state_.entry.what == EntryFor::kExpiry;
      AskFor(at_expiry ? EntryFor::kBirthDate : EntryFor::kDocumentNumber);
      state_.entry.text = FieldIn(desk.typing, state_.entry.what);
      // What follows is asked for again.
      FieldIn(desk.typing, state_.entry.what).Wipe();
      return;
    }
    case EntryFor::kDocumentNumber:
    case EntryFor::kPin:
      return AskForPassport();
    case EntryFor::kNewPinAgain:
      desk.pin.Wipe();
      return AskFor(EntryFor::kNewPin);
    case EntryFor::kNewPin:
      return Show(Screen::kKeepConfirm);
    default:  // not typing
      break;
  }
  if (state_.screen == Screen::kNotFetched) return AskForPassport();
  Show(state_.people.empty() ? Screen::kScanning : Screen::kVerdict);
}

void Journey::Await(Screen screen) {
  ++state_.waiting.ticket;
  state_.waiting.since = now_.moment;
  Show(screen);
}

bool Journey::TakeAnswer(std::uint32_t ticket, Errand errand) {
  if (!state_.waiting.since || ticket != state_.waiting.ticket || errand != state_.desk.errand)
    return false;
  state_.waiting.since.reset();
  state_.last_activity = now_.moment;
  return true;
}

void Journey::StopWaiting() {
  if (!state_.waiting.since) return;
  state_.waiting.since.reset();
  if (state_.desk.errand == Errand::kFetch) Emit(WithdrawQuestion{});
}

void Journey::FailErrand(DeskFault fault) {
  state_.desk.fault = fault;
  Show(state_.desk.errand == Errand::kKeep ? Screen::kNotKept : Screen::kNotFetched);
}

void Journey::PassAnswerTime() {
  if (!state_.waiting.since) return;
  if (now_.moment - *state_.waiting.since < state_.settings.answer_limit) return;
  StopWaiting();
  state_.last_activity = now_.moment;
  if (state_.desk.errand == Errand::kKeep) return FailErrand(DeskFault::kNoAnswer);
  NothingFound(DeskFault::kNoAnswer);
}

// Nobody waits for the answer any more, and nothing of the passport stays.
void Journey::EndLeftErrand() {
  const Screen screen = state_.screen == Screen::kHelp ? state_.before_help : state_.screen;
  if (screen != Screen::kFetching && screen != Screen::kKeeping) StopWaiting();
  if (state_.desk.errand != Errand::kNone && !IsErrands(screen)) state_.desk = {};
}

}  // namespace clearway::session
