#include "kiosk/scanner_thread.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/core/wipe.h"

namespace clearway::kiosk {
namespace {

constexpr int kPatience = 200;  // milliseconds; also the longest that a stop takes
constexpr std::chrono::seconds kBeforeRetry{2};

void Pause(const std::stop_token& stop, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace

ScannerThread::ScannerThread(std::string uri, std::function<void()> on_event)
    : uri_(std::move(uri)),
      on_event_(std::move(on_event)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void ScannerThread::Run(const std::stop_token& stop) {
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
  for (hal::ScannerEvent& event : events) {
    if (auto* code = std::get_if<hal::ScannedCode>(&event)) {
      // A full queue means that main has not looked for sixty-four scans; more say nothing new.
      if (!codes_.TryPush(std::move(*code))) Wipe(code->text);
    } else if (const auto* changed = std::get_if<hal::ScannerChanged>(&event)) {
      status_.Put(changed->status);
    }
  }
  on_event_();
}

std::vector<hal::ScannedCode> ScannerThread::TakeCodes() {
  std::vector<hal::ScannedCode> codes;
  while (auto code = codes_.TryPop()) codes.push_back(std::move(*code));
  return codes;
}

std::optional<hal::DeviceStatus> ScannerThread::TakeStatus() {
  return status_.Take();
}

void ScannerThread::Forget() {
  for (hal::ScannedCode& code : TakeCodes()) Wipe(code.text);
}

}  // namespace clearway::kiosk
