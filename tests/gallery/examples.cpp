#include "tests/gallery/examples.h"

#include <expected>
#include <optional>
#include <utility>

#include "certificate/judge.h"

namespace clearway::gallery {
namespace {

using certificate::Answer;
using session::Screen;
using session::State;
using std::chrono::sys_days;
using namespace std::chrono_literals;

constexpr Timestamp kNow = sys_days{std::chrono::year{2026} / 11 / 21} + 9h + 30min;
const certificate::Coded kCovid{"840539006", "COVID-19"};

certificate::Record Dose(unsigned dose, unsigned month) {
  certificate::Vaccination vaccination;
  vaccination.product = {"1", "CoronaVac"};
  vaccination.dose = dose;
  vaccination.doses = 3;
  vaccination.given_on = {2026, month, 2};
  return {kCovid, "CN", "Example hospital", "", vaccination};
}

certificate::Record TestOf(certificate::TestKind kind, certificate::TestResult result) {
  certificate::Test test;
  test.kind = kind;
  test.result = result;
  test.sampled_at = kNow - 18h;
  return {kCovid, "CN", "Example hospital", "", test};
}

certificate::Certificate FullCertificate() {
  certificate::Certificate full;
  full.format = certificate::Format::kTravelHealth;
  full.holder.name.surname = "Wang";
  full.holder.name.given = "Xiaoming";
  full.holder.name.chinese = "王小明";
  full.holder.birth_date = certificate::PartialDate{1988, 3, 14};
  full.holder.sex = certificate::Sex::kMale;
  full.holder.nationality = "CN";
  full.document = {certificate::DocumentKind::kOrdinaryPassport, "EX1234567", "CN"};
  full.issuer = "CN";
  full.issued_at = kNow - 12h;
  full.expires_at = kNow + 24h * 14;
  full.records = {Dose(1, 1), Dose(2, 3), Dose(3, 9),
                  TestOf(certificate::TestKind::kNucleicAcid, certificate::TestResult::kNegative),
                  TestOf(certificate::TestKind::kAntibodyIgG, certificate::TestResult::kPositive)};
  return full;
}

// Judged as the kiosk would judge it.
session::HeldCertificate Held(std::optional<certificate::Cause> cause) {
  session::HeldCertificate held;
  held.text = "example";
  held.reading.format = certificate::Format::kTravelHealth;
  held.reading.certificate = FullCertificate();
  held.reading.authenticity = {.cause = cause, .step = {}};
  if (cause != certificate::Cause::kUnknownSigner && cause != certificate::Cause::kBadSignature) {
    held.reading.signed_by =
        certificate::SignedBy{.name = "Example issuer", .country = "CN", .demo = true};
  }
  held.verdict = certificate::Judge({&held.reading, 1}, {.now = kNow, .trusted = true});
  return held;
}

session::HeldCertificate Accepted() {
  return Held(std::nullopt);
}
session::HeldCertificate Incomplete() {
  session::HeldCertificate held = Accepted();
  held.verdict.answer = Answer::kIncomplete;  // no rules yet that would ask for more
  return held;
}
session::HeldCertificate Refused() {
  return Held(certificate::Cause::kExpired);
}
session::HeldCertificate Forged() {
  return Held(certificate::Cause::kBadSignature);
}
session::HeldCertificate Undetermined() {
  return Held(certificate::Cause::kUnknownSigner);
}

State Working(std::size_t language, Moment now) {
  session::Settings settings;
  settings.demo = true;
  settings.keeps_copies = true;
  State state = session::Begin(settings, now);
  state.language = language;
  state.trust_usable = true;
  state.clock_trusted = true;
  state.camera.status = state.printer.status = {hal::DeviceState::kReady, hal::DeviceCode::kOk};
  return state;
}

class Collection {
 public:
  Collection(State base, Moment now) : base_(std::move(base)), now_(now) {}

  // A screen of the base state, changed.
  template <typename Change>
  void Add(const char* name, Screen screen, Change change) {
    State state = base_;
    state.screen = screen;
    state.screen_since = state.last_activity = now_;
    change(state);
    examples_.push_back({name, std::move(state)});
  }
  void Add(const char* name, Screen screen) {
    Add(name, screen, [](State&) {});
  }
  [[nodiscard]] std::vector<Example> Take() && { return std::move(examples_); }

 private:
  State base_;
  Moment now_;
  std::vector<Example> examples_;
};

void AddJourney(Collection& collection) {
  const auto holding = [](session::HeldCertificate held) {
    return [held = std::move(held)](State& state) {
      state.session_open = true;
      state.people = {{{held}}};
    };
  };
  collection.Add("attract", Screen::kAttract);
  collection.Add("scanning", Screen::kScanning,
                 [](State& state) { state.guidance = camera::Guidance::kCloser; });
  collection.Add("scanning-hint", Screen::kScanning,
                 [](State& state) { state.hint = session::Hint::kNotACertificate; });
  collection.Add("scanning-part", Screen::kScanning, [](State& state) {
    state.hint = session::Hint::kPartRead;
    state.parts_held = 1;
    state.parts_count = 2;
  });
  collection.Add("verdict-accepted", Screen::kVerdict, holding(Accepted()));
  collection.Add("verdict-incomplete", Screen::kVerdict, holding(Incomplete()));
  collection.Add("verdict-refused", Screen::kVerdict, holding(Refused()));
  collection.Add("verdict-forged", Screen::kVerdict, holding(Forged()));
  collection.Add("verdict-undetermined", Screen::kVerdict, holding(Undetermined()));
  collection.Add("another-traveller", Screen::kAnotherTraveller, [](State& state) {
    state.people = {{{Accepted()}}};
    state.pending = {Accepted()};
  });
  collection.Add("overview", Screen::kOverview, [](State& state) {
    state.people = {{{Accepted(), Incomplete()}}, {{Refused(), Undetermined()}}};
  });
  // With everything that a verdict can offer.
  collection.Add("verdict-of-several", Screen::kVerdict, [](State& state) {
    state.session_open = true;
    state.people = {{{Accepted(), Incomplete()}}};
  });
  collection.Add("help", Screen::kHelp);
  collection.Add("goodbye", Screen::kGoodbye);
}

void AddTyping(Collection& collection) {
  using session::EntryFor;
  using session::EntryProblem;
  const auto add = [&](const char* name, EntryFor what, const char* typed,
                       EntryProblem problem = EntryProblem::kNone) {
    collection.Add(name, Screen::kTyping, [=](State& state) {
      state.session_open = true;
      state.entry = {what, session::TypedText(typed), problem};
    });
  };
  add("typing-number", EntryFor::kDocumentNumber, "L898902C");
  add("typing-number-wrong", EntryFor::kDocumentNumber, "L898902C37", EntryProblem::kCheckDigit);
  add("typing-number-long", EntryFor::kDocumentNumber, "D23145890734<<<<<<<<<4",
      EntryProblem::kTooShort);
  add("typing-birth-date", EntryFor::kBirthDate, "7408");
  add("typing-birth-date-wrong", EntryFor::kBirthDate, "7408123", EntryProblem::kCheckDigit);
  add("typing-expiry", EntryFor::kExpiry, "");
  add("typing-expiry-wrong", EntryFor::kExpiry, "1204158", EntryProblem::kCheckDigit);
  add("typing-pin", EntryFor::kPin, "2951");
  collection.Add("typing-pin-or-issuer", Screen::kTyping, [](State& state) {
    state.session_open = true;
    state.settings.asks_issuer = true;
    state.entry = {EntryFor::kPin, {}, EntryProblem::kNone};
  });
  add("typing-pin-short", EntryFor::kPin, "2951", EntryProblem::kTooShort);
  add("typing-new-pin", EntryFor::kNewPin, "29517");
  add("typing-new-pin-simple", EntryFor::kNewPin, "", EntryProblem::kPinTooSimple);
  add("typing-new-pins-differ", EntryFor::kNewPin, "", EntryProblem::kPinsDiffer);
  add("typing-new-pin-again", EntryFor::kNewPinAgain, "295174815026");
  add("typing-staff-pin", EntryFor::kStaffPin, "29");
  add("typing-staff-pin-wrong", EntryFor::kStaffPin, "", EntryProblem::kStaffPinWrong);
  add("typing-new-staff-pin", EntryFor::kNewStaffPin, "");
  add("typing-new-staff-pin-simple", EntryFor::kNewStaffPin, "", EntryProblem::kPinTooSimple);
  add("typing-new-staff-pin-again", EntryFor::kNewStaffPinAgain, "2951");
}

void AddFetching(Collection& collection) {
  using session::DeskFault;
  const auto fetching = [](DeskFault fault) {
    return [fault](State& state) {
      state.session_open = true;
      state.desk.errand = session::Errand::kFetch;
      state.desk.fault = fault;
    };
  };
  collection.Add("passport", Screen::kPassport, fetching(DeskFault::kNone));
  collection.Add("passport-unusable", Screen::kPassport, [](State& state) {
    state.session_open = true;
    state.desk.errand = session::Errand::kFetch;
    state.desk.problem = session::PassportProblem::kUnusable;
  });
  collection.Add("passport-issuer", Screen::kPassport, [](State& state) {
    state.session_open = true;
    state.settings.keeps_copies = false;
    state.settings.asks_issuer = true;
    state.desk.errand = session::Errand::kFetch;
  });
  collection.Add("fetching", Screen::kFetching, fetching(DeskFault::kNone));
  collection.Add("not-fetched-nothing", Screen::kNotFetched, fetching(DeskFault::kNothing));
  collection.Add("not-fetched-too-often", Screen::kNotFetched, fetching(DeskFault::kTooOften));
  collection.Add("not-fetched-clock", Screen::kNotFetched, fetching(DeskFault::kClock));
  collection.Add("not-fetched-no-answer", Screen::kNotFetched, fetching(DeskFault::kNoAnswer));
  collection.Add("not-fetched-not-trusted", Screen::kNotFetched, fetching(DeskFault::kNotTrusted));
  collection.Add("not-fetched-nonsense", Screen::kNotFetched, fetching(DeskFault::kNonsense));
  collection.Add("not-fetched-unavailable", Screen::kNotFetched, fetching(DeskFault::kUnavailable));
  collection.Add("not-fetched-by-issuer", Screen::kNotFetched, [](State& state) {
    state.session_open = true;
    state.settings.keeps_copies = false;
    state.settings.asks_issuer = true;
    state.desk.errand = session::Errand::kFetch;
    state.desk.fault = DeskFault::kNothing;
  });
}

void AddKeeping(Collection& collection) {
  using session::DeskFault;
  const auto keeping = [](DeskFault fault) {
    return [fault](State& state) {
      state.session_open = true;
      state.people = {{{Accepted()}}};
      state.desk.errand = session::Errand::kKeep;
      state.desk.fault = fault;
      state.desk.kept_until = kNow + 24h;
    };
  };
  collection.Add("keep-confirm", Screen::kKeepConfirm, keeping(DeskFault::kNone));
  collection.Add("keep-passport-other", Screen::kPassport, [](State& state) {
    state.session_open = true;
    state.people = {{{Accepted()}}};
    state.desk.errand = session::Errand::kKeep;
    state.desk.problem = session::PassportProblem::kSomebodyElses;
  });
  collection.Add("keeping", Screen::kKeeping, keeping(DeskFault::kNone));
  collection.Add("kept", Screen::kKept, keeping(DeskFault::kNone));
  collection.Add("not-kept-clock", Screen::kNotKept, keeping(DeskFault::kClock));
  collection.Add("not-kept-too-much", Screen::kNotKept, keeping(DeskFault::kTooMuch));
  collection.Add("not-kept-full", Screen::kNotKept, keeping(DeskFault::kFull));
  collection.Add("not-kept-no-answer", Screen::kNotKept, keeping(DeskFault::kNoAnswer));
  collection.Add("not-kept-unavailable", Screen::kNotKept, keeping(DeskFault::kUnavailable));
}

// A kiosk without vault and service offers less.
void AddPlain(Collection& collection) {
  const auto plain = [](State& state) { state.settings.keeps_copies = false; };
  collection.Add("attract-plain", Screen::kAttract, plain);
  collection.Add("help-plain", Screen::kHelp, plain);
  collection.Add("goodbye-plain", Screen::kGoodbye, plain);
}

// Of another kiosk.
void AddReceipts(Collection& collection) {
  using certificate::ReceiptProblem;
  const auto add = [&](const char* name,
                       std::expected<certificate::Receipt, ReceiptProblem> receipt) {
    collection.Add(name, Screen::kReceipt, [receipt](State& state) {
      state.session_open = true;
      state.receipt = receipt;
    });
  };
  add("receipt-counts", certificate::Receipt{.kiosk = "hall-2-self-check",
                                             .destination = "CN",
                                             .checked_at = kNow - 10min,
                                             .expires_at = kNow + 20min});
  add("receipt-expired", std::unexpected(ReceiptProblem::kExpired));
  add("receipt-unknown-kiosk", std::unexpected(ReceiptProblem::kUnknownKiosk));
  add("receipt-clock-in-doubt", std::unexpected(ReceiptProblem::kClockInDoubt));
  add("receipt-forged", std::unexpected(ReceiptProblem::kForged));
  add("receipt-other-destination", std::unexpected(ReceiptProblem::kOtherDestination));
}

void AddPrinting(Collection& collection, Moment now) {
  const auto printing = [now](session::PrintPhase phase) {
    return [phase, now](State& state) {
      state.session_open = true;
      state.people = {{{Accepted()}}};
      state.print = {1, phase, hal::DeviceCode::kMediaEmpty, now - 900ms};
    };
  };
  collection.Add("print-confirm", Screen::kPrintConfirm, printing(session::PrintPhase::kNone));
  collection.Add("printing", Screen::kPrinting, printing(session::PrintPhase::kPrinting));
  collection.Add("printing-stopped", Screen::kPrinting, [printing](State& state) {
    printing(session::PrintPhase::kPrinting)(state);
    state.print.unwanted = true;
  });
  collection.Add("print-done", Screen::kPrintDone, printing(session::PrintPhase::kSent));
  collection.Add("print-unknown", Screen::kPrintDone, printing(session::PrintPhase::kUnknown));
  collection.Add("print-failed", Screen::kPrintFailed, printing(session::PrintPhase::kFailed));
}

void AddTroubles(Collection& collection, Moment now) {
  collection.Add("more-time", Screen::kVerdict, [now](State& state) {
    state.session_open = true;
    state.asking_for_time = true;
    state.people = {{{Accepted()}}};
    state.last_activity = now - state.settings.idle_warning - 5s;
  });
  collection.Add("no-printer", Screen::kAttract, [](State& state) {
    state.printer.status = {hal::DeviceState::kUnavailable, hal::DeviceCode::kMediaEmpty};
  });
  collection.Add("out-of-service-trust", Screen::kOutOfService,
                 [](State& state) { state.trust_usable = false; });
  collection.Add("out-of-service-camera", Screen::kOutOfService, [now](State& state) {
    state.camera = {{hal::DeviceState::kUnavailable, hal::DeviceCode::kNotReachable}, now - 10s};
  });
  collection.Add("technician", Screen::kTechnician, [](State& state) {
    state.configuration_problems = {
        "clearway.toml:12: devices.camera: 'usb0' is no camera: write v4l2:/dev/video0 or "
        "replay:PATH.",
        "clearway.toml:20: session.idle_warning: 'soon' is no number of seconds: write a whole "
        "number from 5 to 600."};
  });
}

session::StaffVisit VisitOf(staff::Role role) {
  session::StaffVisit visit;
  visit.badge = staff::Badge{.role = role};
  visit.signed_in = true;
  return visit;
}

void AddStaff(Collection& collection, Moment now) {
  using session::StaffNews;
  using staff::BadgeProblem;
  using staff::SignInProblem;
  const auto as = [](staff::Role role) {
    return [role](State& state) {
      state.session_open = true;
      state.staff = VisitOf(role);
      state.people = {{{Undetermined()}}};
    };
  };
  const auto told = [&](const std::string& name, session::StaffNotice notice) {
    collection.Add(name.c_str(), Screen::kStaffNotice, [notice, now](State& state) {
      state.session_open = true;
      state.staff = VisitOf(staff::Role::kSupervisor);
      state.staff.notice = notice;
      state.staff.locked_until = now + 754s;
    });
  };
  collection.Add("staff-menu", Screen::kStaffMenu, as(staff::Role::kStaff));
  collection.Add("staff-menu-supervisor", Screen::kStaffMenu, as(staff::Role::kSupervisor));
  collection.Add("staff-menu-technician", Screen::kStaffMenu, [](State& state) {
    state.session_open = true;
    state.staff = VisitOf(staff::Role::kTechnician);
  });
  collection.Add("staff-reason", Screen::kStaffReason, as(staff::Role::kStaff));
  collection.Add("staff-check", Screen::kStaffCheck, as(staff::Role::kStaff));
  collection.Add("staff-new-badge", Screen::kStaffNewBadge, as(staff::Role::kSupervisor));
  collection.Add("staff-waiting", Screen::kStaffWaiting, as(staff::Role::kSupervisor));
  collection.Add("staff-diagnosis", Screen::kStaffDiagnosis, [](State& state) {
    state.session_open = true;
    state.settings.has_scanner = true;
    state.scanner.status = {hal::DeviceState::kUnavailable, hal::DeviceCode::kNotReachable};
    state.staff = VisitOf(staff::Role::kTechnician);
    state.trust_report = {
        "Trust bundle 12: issued 2026-11-01T00:00:00Z, holds until 2026-12-01T00:00:00Z, 214 "
        "signers",
        "Rules of the trust bundle: 31, mistakes in them: 0"};
  });
  for (int i = 0; i <= static_cast<int>(StaffNews::kNoAnswer); ++i) {
    told("staff-news-" + std::to_string(i), static_cast<StaffNews>(i));
  }
  for (int i = 0; i <= static_cast<int>(BadgeProblem::kClockInDoubt); ++i) {
    told("staff-badge-" + std::to_string(i), static_cast<BadgeProblem>(i));
  }
  for (int i = 0; i <= static_cast<int>(SignInProblem::kBookBroken); ++i) {
    told("staff-refused-" + std::to_string(i), static_cast<SignInProblem>(i));
  }
}

}  // namespace

std::vector<Example> Examples(std::size_t language, Moment now) {
  Collection collection(Working(language, now), now);
  AddJourney(collection);
  AddTyping(collection);
  AddFetching(collection);
  AddKeeping(collection);
  AddPlain(collection);
  AddReceipts(collection);
  AddPrinting(collection, now);
  AddTroubles(collection, now);
  AddStaff(collection, now);
  return std::move(collection).Take();
}

}  // namespace clearway::gallery
