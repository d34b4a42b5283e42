#include "base/core/clock.h"

#include <fmt/format.h>

#include <algorithm>

namespace clearway {

TrustedTime AssessTime(Timestamp wall, bool synchronised, const TimeFloor& floor) {
  const Timestamp newest = std::max({floor.build, floor.bundle, floor.last_audit});
  return {.now = wall, .trusted = synchronised || wall >= newest};
}

std::string FormatTimestamp(Timestamp time) {
  // fmt's own way through the system clock's nanoseconds ends in the year 2262.
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace clearway
