#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "base/core/bounded_queue.h"
#include "kiosk/sources/certificate_source.h"

namespace clearway::sources {

struct SourceAnswer {
  std::uint32_t ticket = 0;
  std::expected<vault::Texts, SourceFault> texts;
};

// Asks a source on a thread of its own: main never waits for a disk or a network. Submit and Poll
// belong to the main thread.
class SourceThread {
 public:
  static constexpr std::size_t kCapacity = 4;

  // Both are called from the thread. `on_answer` after each answer: wakes main. `beat` at least
  // once a second, but for the time that the source takes to answer: the watchdog's heart.
  explicit SourceThread(
      std::unique_ptr<CertificateSource> source, std::function<void()> on_answer = [] {},
      std::function<void()> beat = [] {});
  // Ends the waiting for an answer, and the thread.
  ~SourceThread();

  // False: too many wait already, or answers are not taken. Never waits.
  [[nodiscard]] bool Submit(std::uint32_t ticket, Inquiry inquiry);
  [[nodiscard]] std::optional<SourceAnswer> Poll() { return answers_.TryPop(); }

 private:
  struct Request {
    std::uint32_t ticket = 0;
    Inquiry inquiry;
  };
  void Run(const std::stop_token& stop);

  const std::unique_ptr<CertificateSource> source_;
  const std::function<void()> on_answer_;
  const std::function<void()> beat_;
  BoundedQueue<Request> requests_{kCapacity};
  BoundedQueue<SourceAnswer> answers_{3 * kCapacity};
  std::jthread thread_;
};

}  // namespace clearway::sources
