// The reader process on a film that plays as a camera's pictures come, with the kiosk's side of it
// in this process: what gets through, how old a code is when the kiosk has it, and what it costs.
// See tools/bench.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/command_line/command_line.h"
#include "tests/bench/live_film.h"
#include "tests/bench/live_watcher.h"

namespace clearway::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr double kFramesASecond = 30;
constexpr double kTwoFrames = 2000 / kFramesASecond;  // milliseconds
constexpr double kMostMegabytes = 150;
// Where growth is measured from: by then everything has been used once.
constexpr std::uint64_t kSettledFrames = 300;
constexpr double kMostGrowth = 4;  // megabytes
constexpr seconds kRest{15};
constexpr double kMostAtRest = 5.3;  // pictures a second: a beat tells of them a little late

struct Request {
  std::string film;
  std::string reader;
  double minutes = 2;
  std::uint64_t frames = 0;  // as fast as they go, for memory alone
  std::uint64_t seed = 1;
};

double Quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

const char* Verdict(bool holds) {
  return holds ? "holds" : "FALLS SHORT";
}

// True when all that is promised holds.
bool Report(const Observed& seen) {
  const double due = seen.seconds * kFramesASecond;
  const double age = Quantile(seen.code_ages, 0.95);
  const double growth = seen.end.resident_mb - seen.settled.resident_mb;
  double load[1] = {0};
  (void)!getloadavg(load, 1);
  fmt::print("{:.0f} s of 1920x1080 at 30 frames/s, beside other work (load average {:.1f})\n",
             seen.seconds, load[0]);
  fmt::print("  frames      due {:.0f}, read {}, dropped {:.1f} %\n", due, seen.frames,
             std::max(0.0, 100 * (1 - static_cast<double>(seen.frames) / due)));
  fmt::print("  preview     {} pictures, gap p50 {:.0f} ms, p95 {:.0f} ms\n", seen.previews,
             Quantile(seen.preview_gaps, 0.5), Quantile(seen.preview_gaps, 0.95));
  fmt::print("  codes       {} came into view, {} pictures with codes, camera lost {} times\n",
             seen.codes, seen.code_ages.size(), seen.restarts);
  fmt::print(
      "  latency     capture to codes p50 {:.1f} ms, p95 {:.1f} ms, two frames are {:.1f} ms: {}\n",
      Quantile(seen.code_ages, 0.5), age, kTwoFrames, Verdict(age < kTwoFrames));
  const double frames = std::max(1.0, static_cast<double>(seen.frames));
  fmt::print(
      "  processor   reader {:.0f} % of a core, {:.1f} ms a frame, and {:.1f} ms a frame of "
      "waiting "
      "for one; kiosk's side {:.1f} %\n",
      100 * seen.reader_cpu / seen.seconds, 1000 * seen.reader_cpu / frames,
      1000 * seen.reader_waited / frames, 100 * seen.our_cpu / seen.seconds);
  fmt::print("  memory      reader {:.1f} MB resident, peak {:.1f} MB, limit {:.0f} MB: {}\n",
             seen.end.resident_mb, seen.end.peak_mb, kMostMegabytes,
             Verdict(seen.end.peak_mb < kMostMegabytes));
  fmt::print("  growth      {:+.1f} MB since it settled ({:.1f} MB): {}\n", growth,
             seen.settled.resident_mb, Verdict(growth < kMostGrowth));
  return age < kTwoFrames && seen.end.peak_mb < kMostMegabytes && growth < kMostGrowth &&
         seen.restarts == 0;
}

// A film to play: made where it is not there yet, and kept only where it was given a name.
class Film {
 public:
  Film(const std::string& path, const char* kind) : named_(!path.empty()), path_(path) {
    if (named_) return;
    const auto folder = std::filesystem::temp_directory_path();
    path_ = folder / fmt::format("clearway-{}-{}.avi", kind, getpid());
  }
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;
  ~Film() {
    std::error_code ignored;
    if (!named_) std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] Status Make(const LiveFilm& film) const {
    if (std::filesystem::exists(path_)) return {};
    fmt::print("making a film...\n");
    return WriteLiveFilm(path_, film);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  bool named_;
  std::string path_;
};

// True when memory stayed as it was.
bool WatchMemory(Watcher& watcher, std::uint64_t frames) {
  const auto memory = watcher.WatchMemory(kSettledFrames, frames);
  if (!memory) {
    fmt::print(stderr, "bench_live: the reader ended\n");
    return false;
  }
  const auto& [settled, end] = *memory;
  const double growth = end.resident_mb - settled.resident_mb;
  const bool holds = growth < kMostGrowth && end.peak_mb < kMostMegabytes;
  fmt::print(
      "reader {:.1f} MB after {} frames, {:.1f} MB after {} ({:+.1f} MB), peak {:.1f} MB: {}\n",
      settled.resident_mb, kSettledFrames, end.resident_mb, frames, growth, end.peak_mb,
      Verdict(holds));
  return holds;
}

bool WatchLive(Watcher& watcher, double minutes) {
  const std::chrono::duration<double, std::ratio<60>> length(minutes);
  return Report(watcher.Watch(std::chrono::duration_cast<milliseconds>(length)));
}

// What the reader costs while nobody is there.
bool WatchRest(const Request& request) {
  const Film hall("", "hall");
  if (!hall.Make({.hands = 0, .frames_between = 30, .seed = request.seed})) return false;
  Watcher watcher(request.reader, "replay:" + hall.path() + "?loop=1", camera::Pace::kIdle);
  if (!watcher.AwaitPictures()) return false;
  const Observed seen = watcher.Watch(kRest);
  const double rate = static_cast<double>(seen.frames) / seen.seconds;
  const bool holds = rate < kMostAtRest;
  fmt::print("  at rest     {:.1f} pictures read a second, {:.1f} % of a core: {}\n", rate,
             100 * seen.reader_cpu / seen.seconds, Verdict(holds));
  return holds;
}

// A film to read as fast as it goes is small, so that it is soon made.
LiveFilm FilmFor(const Request& request) {
  LiveFilm film{.seed = request.seed};
  if (request.frames > 0) {
    film.size = {960, 540};
    film.hands = 2;
    film.frames_a_hand = 20;
  }
  return film;
}

int Run(const Request& request) {
  const Film film(request.film, "live");
  if (const Status made = film.Make(FilmFor(request)); !made) {
    fmt::print(stderr, "bench_live: {}\n", made.error().detail);
    return 2;
  }
  const bool only_memory = request.frames > 0;
  const std::string camera = "replay:" + film.path() + (only_memory ? "?loop=1&step=1" : "?loop=1");
  Watcher watcher(request.reader, camera, camera::Pace::kFull);
  if (!watcher.AwaitPictures()) {
    fmt::print(stderr, "bench_live: the reader does not start\n");
    return 2;
  }
  if (only_memory) return WatchMemory(watcher, request.frames) ? 0 : 1;
  const bool live = WatchLive(watcher, request.minutes);
  return WatchRest(request) && live ? 0 : 1;
}

}  // namespace
}  // namespace clearway::bench

int main(int count, char** arguments) {
  clearway::bench::Request request;
  std::error_code unknown;
  request.reader =
      std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path() / "clearway-reader";
  clearway::command_line::Program app("bench_live",
                                      "The reader process on a film at a camera's pace.");
  app.Add("--film", request.film, "1080p at 30 frames a second; made there where there is none");
  app.Add("--reader", request.reader, "another reader program, to compare");
  app.Add("--minutes", request.minutes, "how long to watch").ShowsDefault();
  app.Add("--frames", request.frames,
          "so many frames as fast as they go instead, and only the reader's memory");
  app.Add("--seed", request.seed, "another seed is another film").ShowsDefault();
  constexpr int kUsage = 2;
  if (const auto told = clearway::command_line::Tell(app.Parse(count, arguments), kUsage))
    return *told;
  return clearway::bench::Run(request);
}
