#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "base/core/clock.h"
#include "base/core/log.h"
#include "events/words.h"

namespace clearway::kiosk {

using events::Heart;

// What the service manager hears from the kiosk (sd_notify(3)): ready, a status, the watchdog's
// beat, stopping. Without a service manager nothing is sent and everything else goes on.
//
// The beat is the loops' own: each loop that must not hang beats its heart in every round, also
// while its device is absent. WATCHDOG=1 goes out only while every heart that is required is fresh,
// so that a hung loop restarts the kiosk, and a missing camera does not. Beat may be called from
// any thread; the rest belongs to the main thread.
class Service {
 public:
  // Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, as sd_watchdog_enabled(3).
  explicit Service(Moment now);

  // From now on this heart must beat at least every half of the watchdog's time. Before the loop
  // starts.
  void Require(Heart heart, Moment now);
  void Beat(Heart heart) { pulses_[Index(heart)].fetch_add(1, std::memory_order_relaxed); }

  // In every round of the main loop: looks at the hearts, sends the beat when it is due, and says
  // in the log which heart has stopped.
  void Tick(Moment now);

  // The first screen shows.
  void Ready();
  // For `systemctl status`; only what stands in the source code can be said.
  void Say(LogName status);
  void Stopping();

 private:
  // One for each word of events::Heart.
  static constexpr std::size_t kHearts = static_cast<std::size_t>(Heart::kRetrieval) + 1;
  struct Watched {
    std::uint64_t pulse = 0;  // as last seen
    Moment seen;              // when it was seen to differ
    bool missed = false;
  };
  static std::size_t Index(Heart heart) { return static_cast<std::size_t>(heart); }
  [[nodiscard]] bool AllFresh(Moment now);

  std::array<std::atomic<std::uint64_t>, kHearts> pulses_{};
  std::array<std::optional<Watched>, kHearts> watched_{};
  bool watchdog_ = false;
  std::chrono::microseconds limit_{};  // a heart's longest silence
  std::optional<Moment> sent_;
};

}  // namespace clearway::kiosk
