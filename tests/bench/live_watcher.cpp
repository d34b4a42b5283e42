#include "tests/bench/live_watcher.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>

namespace clearway::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Where growth is measured from: by then everything has been used once.
constexpr seconds kSettled{10};
constexpr seconds kStartLimit{30};

double Milliseconds(steady_clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

Watcher::Watcher(const std::string& reader, const std::string& camera, camera::Pace pace)
    : reader_({.program = reader, .camera = camera}, steady_clock::now()) {
  reader_.SetPace(pace);
}

bool Watcher::AwaitPictures() {
  const auto deadline = steady_clock::now() + kStartLimit;
  while (reader_.status().state != hal::DeviceState::kReady) {
    if (steady_clock::now() > deadline) return false;
    Wait();
  }
  observed_ = {};
  return true;
}

Observed Watcher::Watch(milliseconds length) {
  const auto begun = steady_clock::now();
  const std::uint64_t first_frame = reader_.frames();
  const auto reader_cpu = ProcessorTimeOf(reader_.pid());
  const auto reader_waited = WaitedForProcessor(reader_.pid());
  const auto our_cpu = ProcessorTimeOf(getpid());
  bool settled = false;
  while (steady_clock::now() - begun < length) {
    Wait();
    if (!settled && steady_clock::now() - begun > std::min(milliseconds(kSettled), length / 3)) {
      settled = true;
      observed_.settled = MemoryOf(reader_.pid());
    }
  }
  observed_.frames = reader_.frames() - first_frame;
  observed_.seconds = Milliseconds(steady_clock::now() - begun) / 1000;
  observed_.reader_cpu = Milliseconds(ProcessorTimeOf(reader_.pid()) - reader_cpu) / 1000;
  observed_.reader_waited = Milliseconds(WaitedForProcessor(reader_.pid()) - reader_waited) / 1000;
  observed_.our_cpu = Milliseconds(ProcessorTimeOf(getpid()) - our_cpu) / 1000;
  observed_.end = MemoryOf(reader_.pid());
  return observed_;
}

std::optional<std::pair<Memory, Memory>> Watcher::WatchMemory(std::uint64_t settled,
                                                              std::uint64_t frames) {
  if (!AwaitFrame(settled)) return std::nullopt;
  const Memory before = MemoryOf(reader_.pid());
  if (!AwaitFrame(frames)) return std::nullopt;
  return std::pair(before, MemoryOf(reader_.pid()));
}

bool Watcher::AwaitFrame(std::uint64_t frame) {
  while (reader_.frames() < frame && observed_.restarts == 0) Wait();
  return observed_.restarts == 0;
}

// Until the reader says something, or a screen's next turn.
void Watcher::Wait() {
  pollfd waiting{.fd = reader_.fd(), .events = POLLIN, .revents = 0};
  poll(&waiting, 1, 16);
  const auto now = steady_clock::now();
  for (const camera::ReaderEvent& event : reader_.Poll(now)) {
    if (const auto* seen = std::get_if<camera::CodesSeen>(&event)) {
      observed_.codes += seen->codes.size();
    } else if (const auto* changed = std::get_if<camera::CameraChanged>(&event)) {
      observed_.restarts += changed->status.state == hal::DeviceState::kUnavailable ? 1 : 0;
    }
  }
  TakeAge(now);
  TakePreview(now);
}

void Watcher::TakeAge(steady_clock::time_point now) {
  const auto taken = reader_.codes_taken();
  if (taken == last_taken_ || taken == steady_clock::time_point{}) return;
  last_taken_ = taken;
  observed_.code_ages.push_back(Milliseconds(now - taken));
}

void Watcher::TakePreview(steady_clock::time_point now) {
  const auto preview = reader_.LatestPreview();
  if (!preview || preview->sequence == last_preview_) return;
  shown_.assign(preview->luma.begin(), preview->luma.end());  // as a texture is filled
  if (last_preview_ != 0) observed_.preview_gaps.push_back(Milliseconds(now - last_shown_));
  last_preview_ = preview->sequence;
  last_shown_ = now;
  ++observed_.previews;
}

}  // namespace clearway::bench
