#pragma once

#include <chrono>
#include <string>

namespace clearway {

// A moment of the calendar, UTC, whole seconds since 1970-01-01T00:00:00Z: what certificates are
// about.
using Timestamp = std::chrono::sys_seconds;
// A moment of the machine's steady clock: what time-outs are about.
using Moment = std::chrono::steady_clock::time_point;

// What the wall clock says and whether it may decide a verdict (DESIGN decision 5).
struct TrustedTime {
  Timestamp now;
  bool trusted = false;
};

// Moments that cannot lie in the future of an honest clock.
struct TimeFloor {
  Timestamp build;       // when this program was built
  Timestamp bundle;      // when the newest trust material was issued
  Timestamp last_audit;  // the newest moment that was recorded as trusted
};

// The wall clock is believed when the system says it is synchronised, or when it is not before the
// newest of the floor's moments. Pure: reads no clock.
[[nodiscard]] TrustedTime AssessTime(Timestamp wall, bool synchronised, const TimeFloor& floor);

// RFC 3339 in UTC, e.g. 2026-11-21T19:00:00Z.
[[nodiscard]] std::string FormatTimestamp(Timestamp time);

}  // namespace clearway
