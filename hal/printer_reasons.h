#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hal/device_state.h"

namespace clearway::hal {

// IPP printer-state (RFC 8011, section 5.4.11).
enum class QueueState : std::uint8_t { kIdle, kProcessing, kStopped };

// What an IPP printer or a CUPS queue says of itself.
struct PrinterReport {
  QueueState state = QueueState::kIdle;
  bool accepting_jobs = true;
  std::vector<std::string> reasons;  // printer-state-reasons, e.g. "media-empty-error", "none"
};

// The report in CUSS words. Where several reasons hold, the one that stops the printer speaks, a
// jam before an empty tray; a reason that stops nothing (media-low, anything with -report) leaves
// the state and sets the code. Empty paper, an open cover and the like stop a printer at -warning
// too: CUPS passes a printer's media-empty-error on as media-empty-warning.
[[nodiscard]] DeviceStatus StatusOf(const PrinterReport& report);

}  // namespace clearway::hal
