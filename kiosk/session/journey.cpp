#include "kiosk/session/journey.h"

#include <variant>

#include "kiosk/session/renew.h"

namespace clearway::session {

bool Works(const Device& device) {
  return device.status.state != hal::DeviceState::kUnavailable;
}

bool PrintRuns(const PrintStatus& print) {
  return print.phase == PrintPhase::kPreparing || print.phase == PrintPhase::kPrinting;
}

bool IsClosed(Screen screen) {
  return screen == Screen::kOutOfService || screen == Screen::kTechnician;
}

State Begin(const Settings& settings, Moment now) {
  State state;
  state.settings = settings;
  state.language = settings.default_language;
  state.last_activity = now;
  state.screen_since = now;
  state.trust_gone_since = now;
  return state;
}

Stepped Step(State state, Event event, const Now& now) {
  Journey journey(std::move(state), now);
  std::visit([&](auto& kind) { journey.On(std::move(kind)); }, event);
  journey.Settle();
  return std::move(journey).Result();
}

Stepped Stop(State state, const Now& now) {
  Journey journey(std::move(state), now);
  journey.EndSession(records::SessionEnd::kInterrupted);
  return std::move(journey).Result();
}

void Journey::OpenSession() {
  if (state_.session_open) return;
  if (state_.screen == Screen::kGoodbye) state_.language = state_.settings.default_language;
  state_.session_open = true;
  state_.last_activity = now_.moment;
  Record(records::SessionBegan{});
}

void Journey::EndSession(records::SessionEnd end) {
  if (!state_.session_open) return;
  SignOutStaff();
  LeavePrint();
  Record(records::SessionEnded{end});
  ForgetTravellers();
  state_.session_open = false;
  state_.asking_for_time = false;
  state_.guidance = camera::Guidance::kNone;
  state_.last_codes.SeeAll(now_.moment);
  if (state_.last_passport_seen) state_.last_passport_seen = now_.moment;
  const bool says_goodbye = end == records::SessionEnd::kFinished;
  if (!says_goodbye) state_.language = state_.settings.default_language;
  Show(says_goodbye ? Screen::kGoodbye : Screen::kAttract);
}

void Journey::ForgetTravellers() {
  // Fresh vectors rather than clear(): their memory goes back through the wiping free.
  std::vector<Person>().swap(state_.people);
  std::vector<HeldCertificate>().swap(state_.pending);
  std::vector<Passport>().swap(state_.waiting_passport);
  StopWaiting();
  Renew(state_.desk);
  EndEntry();
  state_.receipt.reset();
  state_.receipt_code = 0;
  state_.current = {};
  state_.hint = Hint::kNone;
  state_.parts_held = state_.parts_count = 0;
  state_.missed = false;
  const std::uint32_t ticket = state_.print.ticket;
  Renew(state_.print);
  state_.print.ticket = ticket;
  Emit(Forget{});
}

void Journey::Show(Screen screen) {
  state_.screen = screen;
  state_.screen_since = now_.moment;
  state_.hint = Hint::kNone;
}

void Journey::ShowHint(Hint hint) {
  state_.hint = hint;
  state_.hint_since = now_.moment;
}

void Journey::On(const GuidanceChanged& event) {
  state_.guidance = event.guidance;
}

void Journey::On(const Activity&) {
  state_.last_activity = now_.moment;
  state_.asking_for_time = false;
}

void Journey::On(const DeviceChanged& event) {
  struct Row {
    Device& device;
    events::Device name;
  };
  const auto row = [&]() -> Row {
    switch (event.device) {
      case DeviceKind::kScanner:
        return {state_.scanner, events::Device::kCodeScanner};
      case DeviceKind::kPrinter:
        return {state_.printer, events::Device::kDocumentPrinter};
      case DeviceKind::kCamera:
        break;
    }
    return {state_.camera, events::Device::kCamera};
  }();
  const bool worked = Works(row.device);
  row.device.status = event.status;
  const bool works = Works(row.device);
  if (worked && !works) {
    row.device.gone_since = now_.moment;
    Record(records::DeviceFault{row.name, event.status});
  } else if (!worked && works) {
    row.device.gone_since.reset();
    Record(records::DeviceRecovered{row.name});
  }
}

void Journey::On(const EarlierPrint& event) {
  Record(records::PrintRecalled{event.outcome});
}

void Journey::On(TrustChanged event) {
  state_.trust_report = std::move(event.report);
  if (event.usable) {
    state_.trust_gone_since.reset();
  } else if (!state_.trust_gone_since) {
    state_.trust_gone_since = now_.moment;
  }
  state_.trust_usable = event.usable;
  if (event.usable) ReadUndeterminedAgain();
}

void Journey::On(const AuditChanged& event) {
  state_.audit_writable = event.writable;
}

void Journey::On(ConfigurationChecked event) {
  state_.configuration_problems = std::move(event.problems);
}

}  // namespace clearway::session
