#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/core/bounded_queue.h"
#include "kiosk/sources/certificate_source.h"

namespace clearway::sources {

struct SourceAnswer {
  std::uint32_t ticket = 0;
  std::expected<vault::Texts, SourceFault> texts;
};

// Asks a source on a thread of its own: main never waits for a disk or a network. Submit, Withdraw
// and Poll belong to the main thread.
class SourceThread {
 public:
  static constexpr std::size_t kCapacity = 4;

  // Both are called from the thread. `on_answer` after each answer: wakes main. `beat` at least
  // once a second, but for the time that the source takes to answer: the watchdog's heart.
  explicit SourceThread(
      std::unique_ptr<CertificateSource> source, std::function<void()> on_answer = [] {},
      std::function<void()> beat = [] {});
  SourceThread(const SourceThread&) = delete;
  SourceThread& operator=(const SourceThread&) = delete;
  // Withdraws what is asked, and ends the thread.
  ~SourceThread();

  // False: too many wait already, or answers are not taken. Never waits.
  [[nodiscard]] bool Submit(std::uint32_t ticket, Inquiry inquiry);
  // Nobody waits for what was asked so far. What waits is not asked any more and not answered; what
  // is being asked is broken off, and answered with kWithdrawn unless the answer is there already.
  void Withdraw();
  [[nodiscard]] std::optional<SourceAnswer> Poll() { return answers_.TryPop(); }

 private:
  struct Request {
    std::uint32_t ticket = 0;
    Inquiry inquiry;
    std::stop_token withdrawn;
  };
  void Run(const std::stop_token& stop);
  void Answer(const Request& request);

  const std::unique_ptr<CertificateSource> source_;
  const std::function<void()> on_answer_;
  const std::function<void()> beat_;
  std::stop_source asked_;  // main's: of all that was asked since the last Withdraw
  BoundedQueue<Request> requests_{kCapacity};
  BoundedQueue<SourceAnswer> answers_{3 * kCapacity};
  std::jthread thread_;
};

}  // namespace clearway::sources
