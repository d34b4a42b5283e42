#include "base/core/clock.h"

#include <fmt/chrono.h>

#include <algorithm>

namespace clearway {

TrustedTime AssessTime(Timestamp wall, bool synchronised, const TimeFloor& floor) {
  const Timestamp newest = std::max({floor.build, floor.bundle, floor.last_audit});
  return {.now = wall, .trusted = synchronised || wall >= newest};
}

std::string FormatTimestamp(Timestamp time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", time);
}

}  // namespace clearway
