#include "kiosk/scanner_thread.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/core/wipe.h"
#include "kiosk/ui/window.h"

namespace clearway::kiosk {
namespace {

constexpr int kPatience = 200;  // milliseconds; also the longest that a stop takes
constexpr std::chrono::seconds kBeforeRetry{2};

void Pause(std::stop_token stop, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace

ScannerThread::ScannerThread(std::string uri)
    : uri_(std::move(uri)), thread_([this](std::stop_token stop) { Run(std::move(stop)); }) {}

void ScannerThread::Run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    ++rounds_;
    auto scanner = hal::OpenCodeScanner(uri_);
    if (!scanner) {
      Tell({hal::ScannerChanged{{hal::DeviceState::kUnavailable, hal::DeviceCode::kNotReachable}}});
      Pause(stop, kBeforeRetry);
      continue;
    }
    while (!stop.stop_requested()) {
      ++rounds_;
      Tell((*scanner)->Poll(kPatience));
    }
  }
}

void ScannerThread::Tell(std::vector<hal::ScannerEvent> events) {
  if (events.empty()) return;
  // A full queue means that main has not looked for sixty-four scans; more of them say nothing new.
  for (hal::ScannerEvent& event : events) (void)events_.TryPush(std::move(event));
  ui::Wake();
}

std::vector<hal::ScannerEvent> ScannerThread::Poll() {
  std::vector<hal::ScannerEvent> events;
  while (auto event = events_.TryPop()) events.push_back(std::move(*event));
  return events;
}

void ScannerThread::Forget() {
  std::vector<hal::ScannerEvent> states;
  for (hal::ScannerEvent& event : Poll()) {
    if (auto* code = std::get_if<hal::ScannedCode>(&event)) {
      Wipe(code->text);
    } else {
      states.push_back(std::move(event));
    }
  }
  for (hal::ScannerEvent& state : states) (void)events_.TryPush(std::move(state));
}

}  // namespace clearway::kiosk
