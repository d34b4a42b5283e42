#include "kiosk/service.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <string>

#include "events/kiosk_events.h"

namespace clearway::kiosk {

namespace {

// A silence that is worth a line in the log where no service manager watches.
constexpr std::chrono::seconds kUnwatched{20};

}  // namespace

Service::Service(Moment now) {
  std::uint64_t microseconds = 0;
  watchdog_ = sd_watchdog_enabled(0, &microseconds) > 0;
  limit_ = watchdog_ ? std::chrono::microseconds(microseconds) / 2 : kUnwatched;
  Require(Heart::kDrawing, now);
}

void Service::Require(Heart heart, Moment now) {
  watched_[Index(heart)] = {.pulse = pulses_[Index(heart)], .seen = now, .missed = false};
}

bool Service::AllFresh(Moment now) {
  bool all = true;
  for (std::size_t i = 0; i < kHearts; ++i) {
    std::optional<Watched>& watched = watched_[i];
    if (!watched) continue;
    Watched& heart = *watched;
    const std::uint64_t pulse = pulses_[i].load(std::memory_order_relaxed);
    if (pulse != heart.pulse) heart = {.pulse = pulse, .seen = now, .missed = false};
    const auto silence = now - heart.seen;
    if (silence <= limit_) continue;
    all = false;
    if (!heart.missed)
      Log(events::kiosk::HeartMissed{
          .heart = static_cast<Heart>(i),
          .silent_for = std::chrono::duration_cast<std::chrono::milliseconds>(silence)});
    heart.missed = true;
  }
  return all;
}

void Service::Tick(Moment now) {
  const bool fresh = AllFresh(now);
  if (!watchdog_ || !fresh) return;
  if (sent_ && now - *sent_ < limit_ / 2) return;
  sent_ = now;
  sd_notify(0, "WATCHDOG=1");
}

void Service::Ready() {
  sd_notify(0, "READY=1");
}

void Service::Say(LogName status) {
  sd_notify(0, fmt::format("STATUS={}", status.text()).c_str());
}

void Service::Stopping() {
  sd_notify(0, "STOPPING=1");
}

}  // namespace clearway::kiosk
