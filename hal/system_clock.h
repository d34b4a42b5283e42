#pragma once

#include <optional>

#include "base/core/clock.h"

namespace clearway::hal {

struct ClockReading {
  Timestamp wall;
  // The kernel says that something (NTP, PTP, a radio) keeps it right, to better than 16 seconds.
  bool synchronised = false;
};

// The machine's clocks. The only place beside main that reads them. Any thread may call it.
class SystemClock {
 public:
  SystemClock() = default;
  // For demonstrations and tests: the wall clock pretends that it was `pretended` when this object
  // was made, goes on from there, and is never synchronised.
  explicit SystemClock(Timestamp pretended);

  [[nodiscard]] ClockReading Read() const;
  [[nodiscard]] static Moment SteadyNow();

 private:
  std::optional<Timestamp> pretended_;
  Moment made_;
};

// When this program was built: SOURCE_DATE_EPOCH, else the time of the commit, else that of the
// build's configuration. For TimeFloor::build.
[[nodiscard]] Timestamp BuildMoment();

}  // namespace clearway::hal
