#include "kiosk/senses.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/core/wipe.h"
#include "kiosk/ui/window.h"

namespace clearway::kiosk {
namespace {

constexpr hal::DeviceStatus kStarting{hal::DeviceState::kBusy, hal::DeviceCode::kOk};

// The reader program lies beside this one.
std::string ReaderProgram() {
  std::error_code failed;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
  return (failed ? std::filesystem::path("/usr/bin") : self.parent_path()) / "clearway-reader";
}

}  // namespace

Senses::Senses(const Config& config, Moment now) {
  if (!config.camera.empty()) {
    camera::ReaderSettings settings;
    settings.program = ReaderProgram();
    settings.camera = config.camera;
    reader_ = std::make_unique<camera::ReaderProcess>(std::move(settings), now);
  }
  for (const std::string& uri : config.scanners) {
    scanners_.push_back({std::make_unique<ScannerThread>(uri, ui::Wake), kStarting});
  }
}

std::vector<SenseEvent> Senses::Poll(Moment now) {
  std::vector<SenseEvent> events;
  PollCamera(now, events);
  PollScanners(events);
  return events;
}

void Senses::PollCamera(Moment now, std::vector<SenseEvent>& events) {
  if (!reader_) return;
  for (camera::ReaderEvent& event : reader_->Poll(now)) {
    if (auto* seen = std::get_if<camera::CodesSeen>(&event)) {
      for (camera::Code& code : seen->codes) events.emplace_back(CodeSeen{std::move(code.text)});
    } else if (auto* zone = std::get_if<camera::ZoneSeen>(&event)) {
      PassportSeen passport;
      for (std::string& line : zone->lines) {
        passport.zone += line;
        Wipe(line);
      }
      events.emplace_back(std::move(passport));
    } else if (const auto* guidance = std::get_if<camera::GuidanceChanged>(&event)) {
      events.emplace_back(session::GuidanceChanged{guidance->guidance});
    } else if (const auto* changed = std::get_if<camera::CameraChanged>(&event)) {
      events.emplace_back(session::DeviceChanged{session::DeviceKind::kCamera, changed->status});
    }
  }
}

void Senses::PollScanners(std::vector<SenseEvent>& events) {
  for (Scanner& scanner : scanners_) {
    for (hal::ScannedCode& code : scanner.thread->TakeCodes())
      events.emplace_back(CodeSeen{std::move(code.text)});
    if (const auto status = scanner.thread->TakeStatus()) scanner.status = *status;
  }
  if (scanners_.empty() || BestScanner() == told_scanner_) return;
  told_scanner_ = BestScanner();
  events.emplace_back(session::DeviceChanged{session::DeviceKind::kScanner, told_scanner_});
}

// Travellers need one that works.
hal::DeviceStatus Senses::BestScanner() const {
  return std::ranges::min_element(scanners_, {},
                                  [](const Scanner& scanner) { return scanner.status.state; })
      ->status;
}

void Senses::SetPace(bool full) {
  if (reader_) reader_->SetPace(full ? camera::Pace::kFull : camera::Pace::kIdle);
}

void Senses::Forget() {
  if (reader_) reader_->Forget();
  for (const Scanner& scanner : scanners_) scanner.thread->Forget();
}

void Senses::SeeAnew() {
  if (reader_) reader_->SeeAnew();
}

bool Senses::ScannersBeat() {
  const auto went_round = [](const Scanner& scanner) {
    return scanner.thread->rounds() != scanner.rounds;
  };
  if (!std::ranges::all_of(scanners_, went_round)) return false;
  for (Scanner& scanner : scanners_) scanner.rounds = scanner.thread->rounds();
  return true;
}

std::optional<camera::Preview> Senses::Preview() {
  return reader_ ? reader_->LatestPreview() : std::nullopt;
}

const std::vector<camera::Code>& Senses::codes_in_view() const {
  return reader_ ? reader_->codes_in_view() : nothing_;
}

}  // namespace clearway::kiosk
