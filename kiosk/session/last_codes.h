#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/core/clock.h"

namespace clearway::session {

// The codes that were read last, as fingerprints that cannot be turned back. More than one may lie
// under the camera: a printed page has two.
class LastCodes {
 public:
  static constexpr std::size_t kMost = 16;  // then the one that was seen longest ago makes room

  // Notes that it is in sight; whether it was noted before.
  bool See(std::uint64_t fingerprint, Moment now);
  // All of them count as seen now.
  void SeeAll(Moment now);
  // Forgets those that were last seen at `moment` or before.
  void ForgetUntil(Moment moment);
  [[nodiscard]] bool empty() const;

 private:
  struct Sighting {
    std::uint64_t fingerprint = 0;
    std::optional<Moment> seen;  // absent: a free place
  };
  std::array<Sighting, kMost> sightings_;
};

}  // namespace clearway::session
