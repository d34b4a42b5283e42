#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "camera/reader_process.h"
#include "kiosk/config.h"
#include "kiosk/scanner_thread.h"
#include "kiosk/session/session.h"

namespace clearway::kiosk {

// A code that came into view or was scanned. Not read yet.
struct CodeSeen {
  std::string text;
};
// A passport's zone came into view, all of its lines behind each other. Not read yet.
struct PassportSeen {
  std::string zone;
};
using SenseEvent =
    std::variant<CodeSeen, session::GuidanceChanged, session::DeviceChanged, PassportSeen>;

// What the kiosk sees: the reader process with the camera, and the code scanners. Main owns it;
// nothing here waits.
class Senses {
 public:
  Senses(const Config& config, Moment now);

  [[nodiscard]] std::vector<SenseEvent> Poll(Moment now);
  void SetPace(bool full);
  // A traveller has left: wipes pictures and what was seen and not yet polled.
  void Forget();

  // What is in view is told once more.
  void SeeAnew();

  // Whether every scanner's loop has gone round since this last said so. (The reader process is
  // watched by its own client.)
  [[nodiscard]] bool ScannersBeat();

  // The newest picture, valid until the next call of any member.
  [[nodiscard]] std::optional<camera::Preview> Preview();
  [[nodiscard]] const std::vector<camera::Code>& codes_in_view() const;

 private:
  struct Scanner {
    std::unique_ptr<ScannerThread> thread;
    hal::DeviceStatus status;
    std::uint64_t rounds = 0;  // when all last beat
  };

  void PollCamera(Moment now, std::vector<SenseEvent>& events);
  void PollScanners(std::vector<SenseEvent>& events);
  [[nodiscard]] hal::DeviceStatus BestScanner() const;

  std::unique_ptr<camera::ReaderProcess> reader_;  // null: the kiosk has no camera
  std::vector<Scanner> scanners_;
  hal::DeviceStatus told_scanner_{hal::DeviceState::kBusy, hal::DeviceCode::kOk};
  std::vector<camera::Code> nothing_;
};

}  // namespace clearway::kiosk
