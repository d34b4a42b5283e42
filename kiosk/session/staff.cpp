// Who of the staff is here: badge, PIN, signing out.
#include <functional>
#include <utility>

#include "keys/pin.h"
#include "kiosk/session/journey.h"
#include "kiosk/session/renew.h"

namespace clearway::session {

namespace {

// So long a badge must be out of sight before it is a badge that somebody holds up.
constexpr std::chrono::seconds kBadgeLingers{5};

// Elsewhere a badge is not looked at: a page is under way, or a copy, or staff are at something
// already.
bool TakesBadges(const State& state) {
  if (PrintRuns(state.print) || state.waiting.since) return false;
  if (state.screen == Screen::kTechnician) return false;
  if (state.screen == Screen::kStaffNewBadge) return true;
  if (state.staff.signed_in) return false;
  return state.screen == Screen::kStaffNotice || !StaffAreServed(state);
}

// Where a traveller goes on after staff: not at help, which staff may read about a screen of
// theirs; and what was typed, or a passport was there for, is gone.
Screen ScreenAfter(const State& state) {
  const Screen screen = state.screen == Screen::kHelp ? state.before_help : state.screen;
  const bool is_errands = screen >= Screen::kPassport && screen <= Screen::kTyping;
  if (!is_errands) return screen;
  return state.people.empty() ? Screen::kScanning : Screen::kVerdict;
}

}  // namespace

bool IsOfStaff(Screen screen) {
  return screen >= Screen::kStaffWaiting && screen <= Screen::kStaffDiagnosis;
}

bool StaffAreServed(const State& state) {
  return IsOfStaff(state.screen) ||
         (state.screen == Screen::kTyping && IsOfStaff(state.entry.what));
}

bool StaffReadWhy(const State& state) {
  return state.screen == Screen::kStaffNotice &&
         (state.staff.notice == StaffNotice(StaffNews::kNotRecorded) ||
          state.staff.notice == StaffNotice(StaffNews::kNotDone));
}

bool Journey::BadgeLingers(const std::string& text) {
  const std::uint64_t fingerprint = std::hash<std::string>{}(text);
  const bool known = state_.last_badge == fingerprint && state_.last_badge_seen &&
                     now_.moment - *state_.last_badge_seen < kBadgeLingers;
  state_.last_badge = fingerprint;
  state_.last_badge_seen = now_.moment;
  return known;
}

std::uint32_t Journey::NewTicket() {
  state_.staff.awaited = ++state_.staff_tickets;
  Show(Screen::kStaffWaiting);
  return state_.staff.awaited;
}

// An answer that nobody waits for any more says nothing.
bool Journey::Awaits(std::uint32_t ticket) {
  std::uint32_t& awaited = state_.staff.awaited;
  if (state_.screen != Screen::kStaffWaiting || awaited == 0 || awaited != ticket) return false;
  awaited = 0;
  state_.last_activity = now_.moment;
  return true;
}

void Journey::On(const BadgeShown& event) {
  const bool takes = TakesBadges(state_);
  if (BadgeLingers(event.text) || !takes) return;
  // Anybody can make bad badges: one after the other, they keep no notice on the screen.
  const bool is_one_more = state_.screen == Screen::kStaffNotice && !event.badge;
  if (!is_one_more) On(Activity{});
  if (state_.screen == Screen::kStaffNewBadge) return TakeNewBadge(event);
  // A closed kiosk says already that it records nothing.
  if (!state_.audit_writable && IsClosed(state_.screen)) return;
  WelcomeStaff();
  if (!state_.settings.has_staff_book) return TellStaff(StaffNews::kNotOffered);
  if (!state_.audit_writable) return TellStaff(StaffNews::kNotRecorded);
  if (!event.badge) return RefuseBadge(event.badge.error());
  state_.staff.badge = *event.badge;
  Emit(LookUpBadge{NewTicket(), *event.badge});
}

// Nor do they fill the log: it has each problem once.
void Journey::RefuseBadge(staff::BadgeProblem problem) {
  auto refused = state_.staff.refused[static_cast<std::size_t>(problem)];
  if (!refused) Record(records::BadgeRefused{problem});
  refused = true;
  TellStaff(problem);
}

// They are spoken to in the kiosk's own language, whatever the traveller chose.
void Journey::WelcomeStaff() {
  if (StaffAreServed(state_)) {
    state_.staff.badge.reset();
    return;
  }
  state_.staff = {.before = ScreenAfter(state_),
                  .own_session = !state_.session_open,
                  .language = state_.language};
  OpenSession();
  state_.language = state_.settings.default_language;
}

void Journey::On(const staff::BadgeLookedUp& event) {
  if (!Awaits(event.ticket)) return;
  StaffVisit& visit = state_.staff;
  if (!event.standing) return RefuseSignIn(event.standing.error());
  if (event.standing->locked_for.count() > 0) {
    visit.locked_until = now_.moment + event.standing->locked_for;
    return RefuseSignIn(staff::SignInProblem::kLocked);
  }
  if (event.standing->enrolled) return AskFor(EntryFor::kStaffPin);
  const bool is_first =
      event.standing->awaits_first_supervisor && visit.owner().role == staff::Role::kSupervisor;
  if (!is_first) return RefuseSignIn(staff::SignInProblem::kNotEnrolled);
  BeginAction(staff::StaffAction::kEnrol);
  visit.enrolling = visit.badge;
  AskFor(EntryFor::kNewStaffPin);
}

void Journey::RefuseSignIn(staff::SignInProblem problem) {
  Record(records::SignInRefused{state_.staff.owner().id, problem});
  TellStaff(problem);
}

void Journey::TakeStaffEntry() {
  StaffVisit& visit = state_.staff;
  TypedText pin = state_.entry.text;
  switch (state_.entry.what) {
    case EntryFor::kStaffPin:
      Emit(TrySignIn{NewTicket(), visit.owner(), std::move(pin)});
      return;
    case EntryFor::kNewStaffPin:
      if (!keys::Pin::Choose(pin.view())) return AskAgain(EntryProblem::kPinTooSimple);
      visit.new_pin = std::move(pin);
      return AskFor(EntryFor::kNewStaffPinAgain);
    default:
      break;
  }
  const bool are_same = pin.view() == visit.new_pin.view();
  visit.new_pin.Wipe();
  if (are_same && visit.enrolling) {
    return Emit(GivePin{NewTicket(), *visit.enrolling, std::move(pin)});
  }
  AskFor(EntryFor::kNewStaffPin);
  state_.entry.problem = EntryProblem::kPinsDiffer;
}

// The attempt was counted, whether anybody waits for what came of it or not.
void Journey::On(const staff::SignInTried& event) {
  if (!event.who) Record(records::SignInRefused{event.badge, event.who.error()});
  if (!Awaits(event.ticket)) return;
  if (event.who) return SignInStaff();
  const staff::SignInProblem problem = event.who.error();
  if (event.locked_for.count() > 0) {
    state_.staff.locked_until = now_.moment + event.locked_for;
    return TellStaff(staff::SignInProblem::kLocked);
  }
  if (problem != staff::SignInProblem::kWrongPin) return TellStaff(problem);
  AskFor(EntryFor::kStaffPin);
  state_.entry.problem = EntryProblem::kStaffPinWrong;
}

// A technician sees nothing of a traveller: whoever was here is forgotten first.
void Journey::SignInStaff() {
  StaffVisit visit = std::move(state_.staff);
  visit.signed_in = true;
  if (visit.owner().role == staff::Role::kTechnician && !visit.own_session) {
    state_.staff = {};
    EndSession(records::SessionEnd::kInterrupted);
    OpenSession();
    visit.own_session = true;
  }
  Record(records::StaffSignedIn{visit.owner().id, visit.owner().role});
  state_.staff = std::move(visit);
  Show(Screen::kStaffMenu);
}

// The supervisor's own badge may still lie there.
void Journey::TakeNewBadge(const BadgeShown& event) {
  if (!event.badge) {
    Record(records::BadgeRefused{event.badge.error()});
    EndAction(records::ActionOutcome::kFailed);
    return TellStaff(event.badge.error());
  }
  if (event.badge->id == state_.staff.owner().id) return;
  state_.staff.enrolling = *event.badge;
  AskFor(EntryFor::kNewStaffPin);
}

// The badge has its PIN, whether anybody waits for it or not.
void Journey::On(const staff::PinGiven& event) {
  using enum records::ActionOutcome;
  if (event.given) Record(records::PinGiven{event.badge, event.by});
  if (!Awaits(event.ticket)) return;
  EndAction(event.given ? kDone : kFailed);
  state_.staff.enrolling.reset();
  if (event.given) return TellStaff(StaffNews::kPinGiven);
  TellStaff(event.given.error());
}

void Journey::TellStaff(StaffNotice notice) {
  state_.staff.notice = notice;
  Show(Screen::kStaffNotice);
}

// What is left undone is told as such.
void Journey::GoBackAsStaff() {
  using enum records::ActionOutcome;
  StaffVisit& visit = state_.staff;
  const bool has_own_pin_now = !visit.signed_in && state_.screen == Screen::kStaffNotice &&
                               visit.notice == StaffNotice(StaffNews::kPinGiven);
  if (has_own_pin_now) return AskFor(EntryFor::kStaffPin);
  if (!visit.signed_in) return DismissStaff();
  EndAction(state_.screen == Screen::kStaffDiagnosis ? kDone : kCancelled);
  visit.enrolling.reset();
  visit.new_pin.Wipe();
  visit.awaited = 0;
  Show(Screen::kStaffMenu);
}

void Journey::SignOutStaff() {
  using enum records::ActionOutcome;
  StaffVisit& visit = state_.staff;
  if (visit.badge) {
    const bool goes_on = state_.screen == Screen::kStaffWaiting || PrintRuns(state_.print);
    EndAction(goes_on ? kUnknown : kFailed);
    if (visit.signed_in) Record(records::StaffSignedOut{visit.badge->id});
    Emit(EndStaffSignIn{});
  }
  Renew(visit);
  if (state_.last_badge_seen) state_.last_badge_seen = now_.moment;
}

void Journey::DismissStaff() {
  const Screen before = state_.staff.before;
  const bool own_session = state_.staff.own_session;
  const std::size_t language = state_.staff.language;
  SignOutStaff();
  if (own_session) EndSession(records::SessionEnd::kFinished);
  // A question about a stranger that came up at their work is over with it.
  if (before != Screen::kAnotherTraveller) std::vector<HeldCertificate>().swap(state_.pending);
  state_.language = own_session ? state_.settings.default_language : language;
  Show(own_session ? Screen::kAttract : before);
  // A code that was read for the staff is nobody's question afterwards.
  if (state_.screen != Screen::kAnotherTraveller)
    std::vector<HeldCertificate>().swap(state_.pending);
}

// The book or the printer may still do what it was asked.
void Journey::PassStaffTime() {
  if (state_.screen != Screen::kStaffWaiting) return;
  if (now_.moment - state_.screen_since < state_.settings.staff_limit) return;
  StaffVisit& visit = state_.staff;
  EndAction(records::ActionOutcome::kUnknown);
  visit.enrolling.reset();
  visit.awaited = 0;
  if (!visit.signed_in) Emit(EndStaffSignIn{});
  TellStaff(StaffNews::kNoAnswer);
}

// Somebody who is signed in sees a traveller's screen while an action of theirs leads there, and
// nothing is done that cannot be recorded.
void Journey::KeepStaffAtWork() {
  const StaffVisit& visit = state_.staff;
  const bool are_here = visit.signed_in || StaffAreServed(state_);
  if (are_here && !state_.audit_writable && !StaffReadWhy(state_) && !PrintRuns(state_.print)) {
    return DismissStaff();
  }
  // The passport was put away.
  const bool gave_up = state_.screen == Screen::kScanning || state_.screen == Screen::kAttract;
  if (visit.signed_in && gave_up) EndAction(records::ActionOutcome::kCancelled);
  const bool about_paper = PrintRuns(state_.print) || state_.screen == Screen::kPrintDone ||
                           state_.screen == Screen::kPrintFailed;
  if (visit.signed_in && !visit.action && !about_paper && !StaffAreServed(state_)) {
    Show(Screen::kStaffMenu);
  }
}

}  // namespace clearway::session
