// What happens by itself.
#include <algorithm>
#include <utility>

#include "kiosk/session/journey.h"

namespace clearway::session {

namespace {

constexpr std::chrono::seconds kHintShows{6};
// So long a code that was read last must be out of sight before it can begin a session.
constexpr std::chrono::seconds kLingers{10};

bool Gone(const std::optional<Moment>& since, const State& state, Moment now) {
  return since && now - *since >= state.settings.device_grace;
}

bool NoReader(const State& state, Moment now) {
  const bool camera = state.settings.has_camera && !Gone(state.camera.gone_since, state, now);
  const bool scanner = state.settings.has_scanner && !Gone(state.scanner.gone_since, state, now);
  return !camera && !scanner;
}

// The closed screen that the state asks for, if it does.
std::optional<Screen> ClosedScreen(const State& state, Moment now) {
  if (!state.configuration_problems.empty()) return Screen::kTechnician;
  if (!state.audit_writable || Gone(state.trust_gone_since, state, now) || NoReader(state, now))
    return Screen::kOutOfService;
  return std::nullopt;
}

// Until the next part is read, how many there are stays on the screen.
bool Passes(Hint hint) {
  return hint != Hint::kNone && hint != Hint::kPartRead;
}

bool Idles(const State& state) {
  return state.session_open && !PrintRuns(state.print) && !state.waiting.since;
}

}  // namespace

void Journey::Settle() {
  FollowClock();
  PassPrintTime();
  PassAnswerTime();
  PassStaffTime();
  PassIdleTime();
  KeepStaffAtWork();
  CloseOrOpen();
  EndLeftErrand();
  EndLeftEntry();
  ReadAgainWhereTaken();
  SeeAnewWhereTaken();
  SetPace();
}

void Journey::FollowClock() {
  const bool came_back = now_.time.trusted && !state_.clock_trusted;
  state_.clock_trusted = now_.time.trusted;
  if (came_back) ReadUndeterminedAgain();
}

void Journey::PassPrintTime() {
  if (!PrintRuns(state_.print)) return;
  if (now_.moment - state_.print.started < state_.settings.print_limit) return;
  Emit(CancelPrint{state_.print.ticket});
  EndPrint(records::PrintOutcome::kUnknown, hal::DeviceCode::kTimeout);
  state_.last_activity = now_.moment;
  Show(Screen::kPrintDone);
}

void Journey::PassIdleTime() {
  const auto idle = now_.moment - state_.last_activity;
  const Settings& settings = state_.settings;
  if (Passes(state_.hint) && now_.moment - state_.hint_since >= kHintShows)
    state_.hint = Hint::kNone;
  if (Idles(state_)) {
    if (idle >= settings.idle_warning + settings.idle_end)
      return EndSession(records::SessionEnd::kTimedOut);
    state_.asking_for_time = idle >= settings.idle_warning;
    return;
  }
  if (state_.session_open) return;
  state_.last_codes.ForgetUntil(now_.moment - kLingers);
  if (state_.last_passport_seen && now_.moment - *state_.last_passport_seen >= kLingers) {
    state_.last_passport = 0;
    state_.last_passport_seen.reset();
  }
  if (state_.screen == Screen::kGoodbye) {
    if (now_.moment - state_.screen_since < settings.goodbye) return;
    Show(Screen::kAttract);
    state_.language = settings.default_language;
  } else if (idle >= settings.idle_warning) {
    state_.language = settings.default_language;
  }
}

// A closed kiosk says so as soon as nobody has an answer on the screen, and opens again by itself.
void Journey::CloseOrOpen() {
  if (state_.screen == Screen::kGoodbye || !state_.people.empty()) return;
  const std::optional<Screen> closed = ClosedScreen(state_, now_.moment);
  // Whoever mends it may need the staff's screens.
  const bool staff_are_served =
      StaffReadWhy(state_) || (state_.audit_writable && StaffAreServed(state_));
  if (closed != Screen::kTechnician && staff_are_served) return;
  if (closed && state_.screen != *closed) {
    EndSession(records::SessionEnd::kInterrupted);
    Show(*closed);
  } else if (!closed && IsClosed(state_.screen)) {
    Show(Screen::kAttract);
  }
}

// Of whoever comes to a resting kiosk the reader takes notice by itself: by what moves. Guidance
// wakes nobody, as a poster in view can look all day like a code that is held too far away.
void Journey::SetPace() {
  const bool full = state_.screen == Screen::kScanning || state_.screen == Screen::kPassport ||
                    state_.screen == Screen::kStaffNewBadge;
  if (state_.reader_full == full) return;
  state_.reader_full = full;
  Emit(SetReaderPace{full});
}

std::chrono::seconds TimeLeft(const State& state, Moment now) {
  if (!state.asking_for_time) return std::chrono::seconds(0);
  const auto end = state.last_activity + state.settings.idle_warning + state.settings.idle_end;
  return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(end - now));
}

std::optional<Moment> NextDeadline(const State& state, Moment now) {
  const Settings& settings = state.settings;
  std::optional<Moment> next;
  const auto consider = [&](Moment moment) {
    if (moment > now) next = next ? std::min(*next, moment) : moment;
  };
  if (PrintRuns(state.print)) consider(state.print.started + settings.print_limit);
  if (state.waiting.since) consider(*state.waiting.since + settings.answer_limit);
  if (state.screen == Screen::kStaffWaiting) consider(state.screen_since + settings.staff_limit);
  if (Idles(state)) {
    const Moment warning = state.last_activity + settings.idle_warning;
    consider(state.asking_for_time ? warning + settings.idle_end : warning);
  }
  if (Passes(state.hint)) consider(state.hint_since + kHintShows);
  if (state.screen == Screen::kGoodbye) consider(state.screen_since + settings.goodbye);
  if (!IsClosed(state.screen))
    for (const auto& since :
         {state.camera.gone_since, state.scanner.gone_since, state.trust_gone_since})
      if (since) consider(*since + settings.device_grace);
  return next;
}

}  // namespace clearway::session
