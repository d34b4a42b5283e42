#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "keys/digest.h"

namespace clearway::certificate {

// Between the devices and Read: a camera gives the same code thirty times a second, which is one
// event. It keeps digests only, never a text. Owned by the thread that runs the session.
class PartCollector {
 public:
  // The text to read, or nullopt for a code that was in view a moment ago already. A code that
  // comes back after it was away for kAway is a new event: its holder wants an answer again.
  [[nodiscard]] std::optional<std::string> Offer(std::string_view text, Moment now);

  // Forgets everything, at the end of a session.
  void Forget() { seen_.clear(); }

  static constexpr std::chrono::seconds kAway{3};

 private:
  struct Seen {
    keys::Sha256Digest digest;
    Moment last;
  };
  std::deque<Seen> seen_;  // oldest first, kMostSeen at most
};

}  // namespace clearway::certificate
