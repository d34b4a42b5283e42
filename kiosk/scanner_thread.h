#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/core/bounded_queue.h"
#include "base/core/mailbox.h"
#include "hal/code_scanner.h"

namespace clearway::kiosk {

// One code scanner on a thread of its own: opens it, waits for it, opens it again. Main owns the
// object and takes what came; it never waits for the device.
class ScannerThread {
 public:
  // `on_event`, called from the scanner's thread: there is something to poll.
  ScannerThread(std::string uri, std::function<void()> on_event);

  // Codes in their order, those that nobody took in time left out.
  [[nodiscard]] std::vector<hal::ScannedCode> TakeCodes();
  // The newest state, if it changed. Never left out: main would believe a lost scanner there.
  [[nodiscard]] std::optional<hal::DeviceStatus> TakeStatus();
  // Drops, wiped, what was scanned and not yet taken: it belonged to the traveller who left.
  void Forget();
  // Counts the rounds of its loop, also while the device is absent: the watchdog's heart.
  [[nodiscard]] std::uint64_t rounds() const { return rounds_.load(std::memory_order_relaxed); }

 private:
  void Run(const std::stop_token& stop);
  void Tell(std::vector<hal::ScannerEvent> events);

  const std::string uri_;
  const std::function<void()> on_event_;
  BoundedQueue<hal::ScannedCode> codes_{64};
  Mailbox<hal::DeviceStatus> status_;
  std::atomic<std::uint64_t> rounds_ = 0;
  std::jthread thread_;  // last: it uses the members above
};

}  // namespace clearway::kiosk
