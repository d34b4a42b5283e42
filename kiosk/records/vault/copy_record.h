#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/core/clock.h"
#include "base/encoding/bytes.h"

namespace clearway::vault {

// Whole days since 1970-01-01 UTC.
using Day = std::uint32_t;
[[nodiscard]] inline Day DayOf(Timestamp time) {
  return static_cast<Day>(std::chrono::floor<std::chrono::days>(time).time_since_epoch().count());
}

// Finds a copy, and says nothing of its holder without the kiosk's secret and the day's key.
using CopyTag = std::array<std::uint8_t, 32>;

// One copy as a store keeps it: nothing in it is readable.
struct CopyRecord {
  CopyTag tag{};
  Day day = 0;             // whose key it is wrapped under
  Timestamp expires_at;    // it never opens from this moment on
  encoding::Bytes sealed;  // see sealed_copy.h
  bool operator==(const CopyRecord&) const = default;
};

inline constexpr std::size_t kMostSealedBytes = 128U << 10;

}  // namespace clearway::vault
