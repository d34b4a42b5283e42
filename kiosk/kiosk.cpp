#include "kiosk/kiosk.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/core/log.h"
#include "base/core/wipe.h"
#include "base/encoding/mrz.h"
#include "certificate/card_parts.h"
#include "certificate/identity.h"
#include "certificate/read.h"
#include "events/kiosk_events.h"
#include "kiosk/screens/scene.h"
#include "kiosk/staff/badge.h"

namespace clearway::kiosk {
namespace {

constexpr std::chrono::seconds kBetweenConfigurationReads{2};
constexpr std::chrono::seconds kRecordsPatience{1};
constexpr std::chrono::seconds kTrustPatience{10};

// A table that cannot be read is a mistake in the configuration, which closes the kiosk; until then
// nothing is shown that needs it.
certificate::Disclosure DisclosureOf(const Config& config) {
  const auto disclosures = DisclosuresOf(config);
  return disclosures ? disclosures->ForPost(config.post) : certificate::Disclosure({});
}

session::Settings SettingsFrom(const Config& config) {
  session::Settings settings;
  settings.languages = config.languages;
  const auto found = std::ranges::find(config.languages, config.default_language);
  if (found != config.languages.end()) {
    settings.default_language = static_cast<std::size_t>(found - config.languages.begin());
  }
  settings.idle_warning = config.idle_warning;
  settings.idle_end = config.idle_end;
  settings.goodbye = config.goodbye;
  settings.has_camera = !config.camera.empty();
  settings.has_scanner = !config.scanners.empty();
  settings.has_printer = !config.printer.empty();
  settings.has_staff_book = HasStaffBook(config);
  settings.keeps_copies = !config.kiosk_secret.empty();
  settings.kept_for = std::chrono::hours(config.vault_hours);
  settings.asks_issuer = !config.retrieval_url.empty();
  settings.demo = config.demo;
  settings.disclosure = DisclosureOf(config);
  return settings;
}

FaceSettings FaceFrom(const Config& config) {
  return {.place = config.place_name,
          .zone = LocalZone(),
          .width_mm = static_cast<float>(config.screen_width_mm),
          .text_scale = static_cast<float>(config.text_scale)};
}

std::vector<std::string> Sentences(const std::vector<ConfigProblem>& problems) {
  std::vector<std::string> sentences;
  sentences.reserve(problems.size());
  for (const ConfigProblem& problem : problems) sentences.push_back(problem.Text());
  return sentences;
}

}  // namespace

Kiosk::Kiosk(const Options& options, LoadedConfig loaded, ui::Window& window, StopSignal& stop,
             Tour* tour)
    : options_(options),
      config_(std::move(loaded.config)),
      window_(window),
      stop_(stop),
      tour_(tour),
      clock_(config_.demo_clock ? hal::SystemClock(*config_.demo_clock) : hal::SystemClock()),
      time_(hal::BuildMoment()),
      face_(window, FaceFrom(config_)),
      state_(session::Begin(SettingsFrom(config_), hal::SystemClock::SteadyNow())),
      trust_(TrustFolders{.signers = config_.trust_folder,
                          .roots = config_.roots_folder,
                          .keeper = config_.data_folder / "trust",
                          .inbox = config_.import_folder,
                          .badge_keys = config_.badge_keys},
             config_.demo ? keys::DemoSigners::kAllow : keys::DemoSigners::kRefuse, ui::Wake),
      reader_keys_(config_.reader_keys_folder, config_.device_key),
      receipts_(config_),
      rules_(config_),
      problems_(Sentences(loaded.problems)),
      service_(hal::SystemClock::SteadyNow()),
      records_(records::RecordsSettings{.folder = config_.data_folder / "audit",
                                        .kiosk = config_.kiosk_id,
                                        .beat = [this] { service_.Beat(Heart::kRecords); },
                                        .on_status = ui::Wake}) {}

Kiosk::~Kiosk() = default;

session::Now Kiosk::Now() {
  const hal::ClockReading reading = clock_.Read();
  return {.moment = hal::SystemClock::SteadyNow(),
          .time = time_.Assess(reading.wall, reading.synchronised),
          .criteria = rules_.criteria(),
          .built = time_.build()};
}

void Kiosk::ShowFirstPicture() {
  Record(records::KioskStarted{.demo = config_.demo});
  if (!problems_.empty()) Feed(session::ConfigurationChecked{problems_});
  (void)face_.Draw(state_, {}, Now());
  service_.Ready();
}

Kiosk::End Kiosk::Run() {
  begun_ = Now().moment;
  WatchTrust();  // asks, for now
  while (Goes()) {
    const ui::Input input = window_.Wait(face_.Patience(state_));
    if (input.quit) end_ = End::kStopped;
    if (!Goes()) break;  // a terminal stops the reader too: that is no fault of the camera
    TakeRecords();       // first: whether the clock is believed
    WatchTrust();        // and: what a device reads is judged by it
    StartDevices();
    TakeDevices();
    TakeCopies();
    WatchConfiguration();
    Feed(session::Tick{});
    reader_keys_.Idle(Now().moment);
    TakeInput(input);
    if (tour_ != nullptr) tour_->Look(window_, face_, state_, Now().moment);
    BeatHearts();
    SayState();
  }
  service_.Stopping();
  session::Stepped stopped = session::Stop(std::move(state_), Now());
  state_ = std::move(stopped.state);
  CarryOut(std::move(stopped.effects));
  StopPrinting();
  Record(records::KioskStopped{});
  return end_.value_or(End::kStopped);
}

// Whether the page under way came out belongs into the audit log, too.
void Kiosk::StopPrinting() {
  if (!printing_) return;
  printing_->Stop();
  TakePrinting();
}

bool Kiosk::Goes() {
  if (stop_.Asked()) end_ = End::kStopped;
  if (tour_ != nullptr && tour_->over()) end_ = End::kTourOver;
  return !end_;
}

// Once it is known whether the clock is believed and whom the kiosk trusts, some milliseconds after
// the first picture: what a device reads earlier would be doubted. Nobody waits for a disk that
// hangs.
void Kiosk::StartDevices() {
  const Moment now = Now().moment;
  const bool waits = (!records_told_ && now - begun_ < kRecordsPatience) ||
                     (!trust_.has_answered() && now - begun_ < kTrustPatience);
  if (has_devices_ || waits) return;
  has_devices_ = true;
  service_.Require(Heart::kRecords, now);
  if (!problems_.empty()) return;  // their addresses may be the mistake
  if (HasStaffBook(config_)) {
    service_.Require(Heart::kStaff, Now().moment);
    staff_ = std::make_unique<StaffDesk>(
        config_, [this] { service_.Beat(Heart::kStaff); }, ui::Wake);
  }
  senses_ = std::make_unique<Senses>(config_, Now().moment);
  senses_->SetPace(state_.reader_full.value_or(false));  // told before it was there
  if (!config_.scanners.empty()) service_.Require(Heart::kCodeScanner, Now().moment);
  copies_ = std::make_unique<CopyDesk>(config_, service_, ui::Wake);
  if (copies_->has_vault()) service_.Require(Heart::kVault, Now().moment);
  if (copies_->has_service()) service_.Require(Heart::kRetrieval, Now().moment);
  if (config_.printer.empty()) return;
  if (auto desk = PrintDesk::Open(
          config_.printer, {.name = config_.place_name, .zone = LocalZone()}, DisclosureOf(config_),
          {.paper = printer::PaperNamed(config_.paper).value_or(printer::kA4),
           .journal = config_.data_folder / "print.journal"})) {
    printing_ = std::move(*desk);
    service_.Require(Heart::kDocumentPrinter, Now().moment);
  }
}

void Kiosk::BeatHearts() {
  service_.Beat(Heart::kDrawing);
  if (senses_ && senses_->ScannersBeat()) service_.Beat(Heart::kCodeScanner);
  if (printing_ && printing_->last_beat() != press_beat_) {
    press_beat_ = printing_->last_beat();
    service_.Beat(Heart::kDocumentPrinter);
  }
  service_.Tick(Now().moment);
}

// For `systemctl status`, when it changes.
void Kiosk::SayState() {
  const bool closed = state_.screen == session::Screen::kOutOfService ||
                      state_.screen == session::Screen::kTechnician;
  if (said_closed_ == closed) return;
  said_closed_ = closed;
  if (closed) {
    service_.Say("Closed to travellers, the screen says why");
  } else {
    service_.Say("Open to travellers");
  }
}

void Kiosk::TakeDevices() {
  if (senses_) {
    for (SenseEvent& event : senses_->Poll(Now().moment)) {
      if (auto* code = std::get_if<CodeSeen>(&event)) {
        // Document readers, and scanners that read letters, send a zone as they send a code.
        if (!TakePassport(code->text)) TakeCode(code->text);
        Wipe(code->text);
      } else if (auto* passport = std::get_if<PassportSeen>(&event)) {
        TakePassport(passport->zone);
        Wipe(passport->zone);
      } else if (const auto* guidance = std::get_if<session::GuidanceChanged>(&event)) {
        Feed(*guidance);
      } else if (const auto* changed = std::get_if<session::DeviceChanged>(&event)) {
        Feed(*changed);
      }
    }
    if (state_.screen == session::Screen::kScanning ||
        state_.screen == session::Screen::kPassport) {
      if (const auto preview = senses_->Preview()) {
        face_.ShowPreview(*preview, senses_->codes_in_view());
      }
    }
  }
  TakePrinting();
  if (!staff_) return;
  for (session::Event& event : staff_->Poll()) Feed(std::move(event));
}

void Kiosk::TakePrinting() {
  if (!printing_) return;
  for (session::Event& event : printing_->Poll()) Feed(std::move(event));
}

// Also where no certificate can be checked: whom the kiosk trusts with badges says so itself.
void Kiosk::TakeBadge(const std::string& text) {
  const session::Now now = Now();
  Feed(session::BadgeShown{text, staff::CheckBadge(text, trust_.trust().badges, now.time)}, now);
}

void Kiosk::TakeCode(const std::string& text) {
  if (staff::LooksLikeBadge(text)) return TakeBadge(text);
  if (!trust_.usable()) return;  // nothing could be said about it
  const session::Now now = Now();
  if (receipt::LooksLikeReceipt(text)) {
    ReceiptDesk::Checked checked = receipts_.Check(text, now.time, now.moment);
    return Feed(session::ReceiptRead{text, std::move(checked.proven), checked.problem}, now);
  }
  std::optional<std::string> whole = collector_.Offer(text, now.moment);
  TellOfPart(text, whole.has_value(), now);
  if (!whole) return;
  certificate::Reading reading = Read(*whole, now);
  if (reading.is_certificate()) {
    Feed(session::CodeRead{std::move(*whole), std::move(reading)}, now);
  } else {
    Feed(session::NotACertificate{std::move(*whole)});
  }
}

void Kiosk::TellOfPart(const std::string& text, bool is_last, const session::Now& now) {
  const auto part = certificate::ParseCardPart(text);
  const auto progress = collector_.progress();
  if (!part || part->count < 2 || (!is_last && !progress)) return;
  const unsigned held = is_last ? part->count : progress->held;
  Feed(session::PartRead{text, held, part->count}, now);
}

// A zone knows two digits of a year; the century comes from the clock, and must not come from a
// wrong one.
bool Kiosk::TakePassport(const std::string& text) {
  const session::Now now = Now();
  const auto zone = encoding::mrz::Parse(text, now.for_centuries());
  if (!zone) return false;
  if (!zone->checks.none_fails()) return true;  // misread: the next try may be better
  Feed(session::PassportRead{certificate::IdentityOf(*zone), text, session::FieldsOf(*zone)}, now);
  return true;
}

certificate::Reading Kiosk::Read(const std::string& text, const session::Now& now) {
  if (certificate::IsSealed(text)) {
    if (const Status status = reader_keys_.Load(now.moment); !status) {
      Log(events::kiosk::ReaderKeysUnusable{.fault = status.error().fault});
    }
  }
  return certificate::Read(text, {trust_.trust().store, reader_keys_.keys()}, now.time.now);
}

void Kiosk::TakeCopies() {
  if (!copies_) return;
  // An answer may be there sooner than a frame. Whoever has pressed "Try again" and gets the same
  // answer shall see that it was tried.
  if (state_.waiting.since && !face_.Shows(state_.screen)) return;
  const session::Now now = Now();
  copies_->Purge(now.time, now.moment);
  const auto read = [&](std::vector<std::string> texts) {
    std::vector<session::CodeRead> found;
    for (std::string& text : texts) {
      certificate::Reading reading = Read(text, now);
      if (reading.is_certificate()) found.push_back({std::move(text), std::move(reading)});
    }
    return found;
  };
  for (session::Event& event : copies_->Poll(state_.waiting, read)) Feed(std::move(event), now);
}

void Kiosk::TakeRecords() {
  CarryOut(gate_.Open(records_.written()));
  const auto status = records_.Poll();
  if (!status) return;
  records_told_ = true;
  if (status->writable || status->newest_trusted_time) time_.TakeAudit(status->newest_trusted_time);
  if (!status->writable) return StopRecording();
  Feed(session::AuditChanged{true});
}

void Kiosk::TakeInput(const ui::Input& input) {
  std::optional<session::Choice> chosen = face_.Draw(state_, input, Now());
  if (!chosen) chosen = screens::ForKeyboard(state_, input);
  if (chosen) {
    Feed(session::Tap{*chosen});
  } else if (input.person) {
    Feed(session::Activity{});
  }
}

void Kiosk::WatchTrust() {
  const hal::ClockReading reading = clock_.Read();
  const auto synchronised = reading.synchronised ? std::optional(reading.wall) : std::nullopt;
  trust_.Ask(hal::SystemClock::SteadyNow(), synchronised);
  if (!trust_.Poll()) return;
  const Trust& trust = trust_.trust();
  rules_.Follow(trust.carried_rules());
  time_.TakeBundle(trust.issued_at);
  Feed(session::TrustChanged{.usable = trust_.usable(), .report = trust_.report()});
}

// Only a configuration with mistakes is read again: a good one changes when the service restarts.
void Kiosk::WatchConfiguration() {
  const Moment now = Now().moment;
  if (problems_.empty() ||
      (configuration_read_ && now - *configuration_read_ < kBetweenConfigurationReads)) {
    return;
  }
  configuration_read_ = now;
  std::vector<std::string> fresh = Sentences(LoadConfig(options_.config, options_.demo).problems);
  if (fresh == problems_) return;
  problems_ = std::move(fresh);
  if (problems_.empty()) {
    end_ = End::kNewConfiguration;
  } else {
    Feed(session::ConfigurationChecked{problems_});
  }
}

void Kiosk::Feed(session::Event event) {
  Feed(std::move(event), Now());
}

void Kiosk::Feed(session::Event event, const session::Now& now) {
  session::Stepped stepped = session::Step(std::move(state_), std::move(event), now);
  state_ = std::move(stepped.state);
  CarryOut(std::move(stepped.effects));
}

void Kiosk::CarryOut(std::vector<session::Effect> effects) {
  for (session::Effect& effect : effects) {
    if (!gate_.Holds(effect)) std::visit([this](auto& one) { CarryOut(one); }, effect);
  }
  if (std::exchange(refused_a_record_, false)) StopRecording();
}

void Kiosk::CarryOut(const session::SetReaderPace& effect) {
  if (senses_) senses_->SetPace(effect.full);
}

// Without a print desk each request is answered at once: nobody waits for a printer that is not
// there.
void Kiosk::CarryOut(const session::PrintCertificate& effect) {
  if (!printing_) {
    return Feed(session::PrintUpdate{effect.ticket, session::PrintPhase::kFailed,
                                     hal::DeviceCode::kNotReachable});
  }
  const TrustedTime time = Now().time;
  printing_->Print(
      effect, time.now,
      receipts_.For(
          {.verdict = effect.verdict, .at = effect.judged_at, .under_rules = effect.under_rules},
          time));
}

void Kiosk::CarryOut(const session::CancelPrint& effect) {
  if (printing_) printing_->Cancel(effect);
}

void Kiosk::CarryOut(session::Audit& effect) {
  Record(std::move(effect.record));
}

void Kiosk::CarryOut(session::ReadAgain& effect) {
  const session::Now now = Now();
  certificate::Reading reading = Read(effect.text, now);
  Feed(session::CodeRead{std::move(effect.text), std::move(reading)}, now);
}

void Kiosk::CarryOut(const session::Forget&) {
  face_.Forget();
  collector_.Forget();
  if (senses_) senses_->Forget();
}

void Kiosk::CarryOut(const session::ForgetParts&) {
  collector_.Forget();
}

void Kiosk::CarryOut(const session::SeeAnew&) {
  collector_.SeeAnew();
  if (senses_) senses_->SeeAnew();
}

void Kiosk::CarryOut(const session::ForgetTexts&) {
  face_.ForgetTexts();
}

void Kiosk::CarryOut(const session::LookUpBadge& effect) {
  if (staff_) staff_->Ask(effect, Now().time.now);
}

void Kiosk::CarryOut(const session::TrySignIn& effect) {
  if (staff_) staff_->Ask(effect, Now().time.now);
}

void Kiosk::CarryOut(const session::GivePin& effect) {
  if (staff_) staff_->Ask(effect);
}

void Kiosk::CarryOut(const session::EndStaffSignIn&) {
  if (staff_) staff_->EndSignIn();
}

void Kiosk::CarryOut(const session::TendPrinter& effect) {
  if (printing_) return printing_->Tend(effect);
  Feed(session::UpkeepDone{effect.ticket, effect.what, Fault::kUnavailable});
}

void Kiosk::CarryOut(session::AskVault& effect) {
  if (copies_) copies_->Ask(std::move(effect), Now().time);
}

void Kiosk::CarryOut(session::AskIssuer& effect) {
  if (copies_) copies_->Ask(std::move(effect), Now().time);
}

void Kiosk::CarryOut(const session::WithdrawQuestion&) {
  if (copies_) copies_->Withdraw();
}

void Kiosk::CarryOut(session::KeepCopy& effect) {
  if (copies_) copies_->Keep(std::move(effect), Now().time);
}

void Kiosk::Record(records::AuditRecord record) {
  const bool begins = std::holds_alternative<records::ActionBegun>(record);
  if (std::holds_alternative<records::ActionEnded>(record)) gate_.End();
  const auto number = records_.Submit(std::move(record), Now().time);
  if (begins) gate_.Begin(number);
  if (!number) refused_a_record_ = true;
}

void Kiosk::StopRecording() {
  if (gate_.GiveUp()) Feed(session::ActionNotRecorded{});
  if (state_.audit_writable) Feed(session::AuditChanged{false});
}

}  // namespace clearway::kiosk
