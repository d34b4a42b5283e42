#include "kiosk/sources/source_thread.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>

#include "tests/unit/kiosk/records/vault/vault_rig.h"

namespace clearway::sources {
namespace {

// Answers with the document's number; to "100000" only when it is stopped.
class Echo : public CertificateSource {
 public:
  Echo() = default;
  // Counts the questions; must outlive the source.
  explicit Echo(std::atomic<int>& asked) : asked_(&asked) {}

  std::expected<vault::Texts, SourceFault> Fetch(const Inquiry& inquiry,
                                                 const std::stop_token& stop) override {
    if (asked_ != nullptr) {
      ++*asked_;
      asked_->notify_one();
    }
    if (inquiry.document.number() == "100000") {
      std::mutex mutex;
      std::unique_lock lock(mutex);
      std::condition_variable_any stopped;
      stopped.wait(lock, stop, [] { return false; });
      return std::unexpected(SourceFault::kWithdrawn);
    }
    return vault::Texts({std::string(inquiry.document.number())});
  }

 private:
  std::atomic<int>* asked_ = nullptr;
};

Inquiry About(const std::string& number) {
  return {.document = vault::DocumentOf(number), .pin = {}, .time = vault::At(vault::kNoon)};
}

SourceAnswer Next(SourceThread& thread) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  std::optional<SourceAnswer> answer;
  while (!(answer = thread.Poll()) && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  return std::move(answer).value();
}

TEST(SourceThread, answers_with_the_ticket_it_was_given) {
  SourceThread thread(std::make_unique<Echo>());
  ASSERT_TRUE(thread.Submit(7, About("L898902C3")));
  const SourceAnswer answer = Next(thread);
  EXPECT_EQ(answer.ticket, 7U);
  ASSERT_TRUE(answer.texts);
  EXPECT_EQ(answer.texts->codes.at(0), "L898902C3");
}

TEST(SourceThread, ends_while_a_source_does_not_answer) {
  SourceThread thread(std::make_unique<Echo>());
  ASSERT_TRUE(thread.Submit(1, About("100000")));
}

TEST(SourceThread, answers_whoever_comes_next_and_asks_nothing_more_for_who_has_left) {
  std::atomic<int> asked = 0;
  SourceThread thread(std::make_unique<Echo>(asked));
  ASSERT_TRUE(thread.Submit(1, About("100000")));
  asked.wait(0);
  ASSERT_TRUE(thread.Submit(2, About("D23145890")));
  thread.Withdraw();
  ASSERT_TRUE(thread.Submit(3, About("L898902C3")));
  const SourceAnswer broken_off = Next(thread);
  EXPECT_EQ(broken_off.ticket, 1U);
  EXPECT_EQ(broken_off.texts.error(), SourceFault::kWithdrawn);
  const SourceAnswer answer = Next(thread);
  EXPECT_EQ(answer.ticket, 3U);
  EXPECT_TRUE(answer.texts);
  EXPECT_EQ(asked, 2);
}

TEST(SourceThread, beats_while_nobody_asks) {
  std::atomic<int> beats = 0;
  const SourceThread thread(
      std::make_unique<Echo>(), [] {}, [&beats] { ++beats; });
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (beats < 2 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_GE(beats, 2);
}

TEST(SourceThread, takes_no_more_than_it_can_hold) {
  SourceThread thread(std::make_unique<Echo>());
  ASSERT_TRUE(thread.Submit(1, About("100000")));
  std::size_t taken = 0;
  while (taken < 100 && thread.Submit(2, About("L898902C3"))) ++taken;
  EXPECT_LE(taken, SourceThread::kCapacity);
}

}  // namespace
}  // namespace clearway::sources
