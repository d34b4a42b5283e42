// clearway-kiosk: the program that travellers see.
#include <cstdio>

#include "base/core/log.h"
#include "events/kiosk_events.h"
#include "hal/system_clock.h"
#include "kiosk/config.h"
#include "kiosk/kiosk.h"
#include "kiosk/memory_guard.h"
#include "kiosk/options.h"
#include "kiosk/stop_signal.h"
#include "kiosk/tour.h"
#include "kiosk/ui/window.h"

namespace {

using namespace clearway;

kiosk::LoadedConfig ConfigFor(const kiosk::Options& options) {
  kiosk::LoadedConfig loaded = kiosk::LoadConfig(options.config, options.demo);
  kiosk::Config& config = loaded.config;
  if (options.windowed) config.fullscreen = false;
  if (options.width > 0) {
    config.width = options.width;
    config.height = options.height;
  }
  if (!options.language.empty()) config.default_language = options.language;
  if (!loaded.problems.empty()) {
    Log(events::kiosk::ConfigurationProblem{
        .problems = static_cast<std::int64_t>(loaded.problems.size()),
        .first_line = loaded.problems.front().line});
  }
  return loaded;
}

int Check(const kiosk::Options& options) {
  const kiosk::LoadedConfig loaded = kiosk::LoadConfig(options.config, options.demo);
  for (const kiosk::ConfigProblem& problem : loaded.problems) {
    std::fprintf(stderr, "%s\n", problem.Text().c_str());
  }
  return loaded.problems.empty() ? 0 : 1;
}

ui::WindowOptions WindowFor(const kiosk::Config& config, const kiosk::Options& options) {
  ui::WindowOptions window;
  window.full_screen = config.fullscreen;
  if (!config.fullscreen || options.width > 0) {
    window.width = static_cast<int>(config.width);
    window.height = static_cast<int>(config.height);
  }
  return window;
}

std::chrono::milliseconds Since(Moment moment) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(hal::SystemClock::SteadyNow() -
                                                               moment);
}

int Finish(const kiosk::Tour* tour) {
  if (tour == nullptr || (tour->over() && tour->trouble().empty())) return 0;
  const std::string why = tour->over() ? tour->trouble() : "The kiosk was stopped.";
  std::fprintf(stderr, "clearway-kiosk: the tour was not completed. %s\n", why.c_str());
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  const Moment started = hal::SystemClock::SteadyNow();
  kiosk::GuardMemory();
  const auto [options, exit_status] = kiosk::ParseOptions(count, arguments);
  if (exit_status) return *exit_status;
  if (options.check) return Check(options);
  kiosk::StopSignal stop;
  std::optional<kiosk::Tour> tour;
  if (!options.tour.empty()) tour.emplace(options.tour);
  Log(events::kiosk::Started{});

  auto end = kiosk::Kiosk::End::kNewConfiguration;
  while (end == kiosk::Kiosk::End::kNewConfiguration) {
    kiosk::LoadedConfig loaded = ConfigFor(options);
    auto window = ui::Window::Open(WindowFor(loaded.config, options));
    if (!window) {
      std::fprintf(stderr, "clearway-kiosk: %s\n", window.error().detail.c_str());
      Log(events::kiosk::Stopped{.cause = events::kiosk::StoppedCause::kDisplayGone});
      return 1;
    }
    kiosk::Kiosk kiosk(options, std::move(loaded), **window, stop, tour ? &*tour : nullptr);
    kiosk.ShowFirstPicture();
    Log(events::kiosk::FirstPicture{.after = Since(started)});
    end = kiosk.Run();
  }
  Log(events::kiosk::Stopped{.cause = events::kiosk::StoppedCause::kAsked});
  return Finish(tour ? &*tour : nullptr);
}
