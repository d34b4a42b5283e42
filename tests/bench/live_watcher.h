#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "camera/reader_process.h"
#include "tests/bench/process_cost.h"

namespace clearway::bench {

// What was seen of a reader in some time.
struct Observed {
  std::vector<double> code_ages;     // milliseconds, of each picture with codes
  std::vector<double> preview_gaps;  // milliseconds
  std::uint64_t frames = 0;
  std::uint64_t previews = 0;
  std::size_t codes = 0;  // that came into view
  int restarts = 0;
  double seconds = 0;
  double reader_cpu = 0;     // seconds
  double reader_waited = 0;  // seconds, of all its threads
  double our_cpu = 0;
  Memory settled;
  Memory end;
};

// The kiosk in miniature: takes what a reader process tells and shows as the kiosk does, and keeps
// count. One thread.
class Watcher {
 public:
  Watcher(const std::string& reader, const std::string& camera, camera::Pace pace);
  // False: none came in half a minute.
  [[nodiscard]] bool AwaitPictures();
  [[nodiscard]] Observed Watch(std::chrono::milliseconds length);
  // The reader's memory after so many frames, and after all of them; nothing if it ended before.
  [[nodiscard]] std::optional<std::pair<Memory, Memory>> WatchMemory(std::uint64_t settled,
                                                                     std::uint64_t frames);

 private:
  bool AwaitFrame(std::uint64_t frame);
  void Wait();
  void TakeAge(std::chrono::steady_clock::time_point now);
  void TakePreview(std::chrono::steady_clock::time_point now);

  camera::ReaderProcess reader_;
  Observed observed_;
  std::chrono::steady_clock::time_point last_taken_;
  std::chrono::steady_clock::time_point last_shown_;
  std::uint64_t last_preview_ = 0;
  std::vector<std::uint8_t> shown_;
};

}  // namespace clearway::bench
