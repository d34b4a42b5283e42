#pragma once

#include "base/core/unique_fd.h"

namespace clearway::kiosk {

// SIGTERM, SIGINT and SIGHUP as something to ask about instead of something that interrupts. Make
// it before the first thread, for threads inherit what is blocked.
class StopSignal {
 public:
  StopSignal();
  // Whether one of them has come since the start.
  [[nodiscard]] bool Asked();

 private:
  UniqueFd fd_;
  bool asked_ = false;
};

}  // namespace clearway::kiosk
