#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "base/core/bounded_queue.h"
#include "hal/code_scanner.h"

namespace clearway::kiosk {

// One code scanner on a thread of its own: opens it, waits for it, opens it again. Main owns the
// object and takes what came; it never waits for the device.
class ScannerThread {
 public:
  explicit ScannerThread(std::string uri);

  [[nodiscard]] std::vector<hal::ScannerEvent> Poll();
  // Drops, wiped, what was scanned and not yet taken: it belonged to the traveller who left.
  void Forget();
  // Counts the rounds of its loop, also while the device is absent: the watchdog's heart.
  [[nodiscard]] std::uint64_t rounds() const { return rounds_.load(std::memory_order_relaxed); }

 private:
  void Run(std::stop_token stop);
  void Tell(std::vector<hal::ScannerEvent> events);

  const std::string uri_;
  BoundedQueue<hal::ScannerEvent> events_{64};
  std::atomic<std::uint64_t> rounds_ = 0;
  std::jthread thread_;  // last: it uses the members above
};

}  // namespace clearway::kiosk
