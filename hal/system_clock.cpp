#include "hal/system_clock.h"

#include <sys/timex.h>

#include "build_moment.h"

namespace clearway::hal {

namespace {

// As systemd's timedated judges: the estimated error counts, not STA_UNSYNC, which is also set to
// keep the kernel from writing to the hardware clock.
bool KernelSaysSynchronised() {
  constexpr long kUnsynchronisedMicroseconds = 16'000'000;
  timex state{};
  return adjtimex(&state) >= 0 && state.maxerror < kUnsynchronisedMicroseconds;
}

}  // namespace

SystemClock::SystemClock(Timestamp pretended) : pretended_(pretended), made_(SteadyNow()) {}

ClockReading SystemClock::Read() const {
  using std::chrono::floor;
  using std::chrono::seconds;
  if (pretended_)
    return {.wall = *pretended_ + floor<seconds>(SteadyNow() - made_), .synchronised = false};
  return {.wall = floor<seconds>(std::chrono::system_clock::now()),
          .synchronised = KernelSaysSynchronised()};
}

Moment SystemClock::SteadyNow() {
  return std::chrono::steady_clock::now();
}

Timestamp BuildMoment() {
  return Timestamp(std::chrono::seconds(kBuildMoment));
}

}  // namespace clearway::hal
