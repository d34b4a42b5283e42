#include "kiosk/records/records_thread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "kiosk/records/audit_log.h"
#include "temporary_folder.h"

namespace clearway::records {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr TrustedTime kNow{.now = Timestamp{seconds(1'795'251'600)}, .trusted = true};

// A records thread whose statuses a test can wait for.
class Records {
 public:
  explicit Records(const std::filesystem::path& folder)
      : thread_({.folder = folder,
                 .kiosk = "gate-4",
                 .beat = [this] { ++beats; },
                 .on_status = [this] { told_.notify_all(); },
                 .retry = milliseconds(5)}) {}

  // The next status with that answer, or nullopt after ten seconds.
  std::optional<RecordsStatus> WaitFor(bool writable) {
    std::optional<RecordsStatus> found;
    std::unique_lock lock(mutex_);
    const auto deadline = std::chrono::steady_clock::now() + seconds(10);
    while (!found && std::chrono::steady_clock::now() < deadline) {
      if (auto status = thread_.Poll(); status && status->writable == writable) found = status;
      if (!found) told_.wait_for(lock, milliseconds(20));
    }
    return found;
  }

  std::atomic<int> beats = 0;

 private:
  std::mutex mutex_;
  std::condition_variable told_;

 public:
  RecordsThread thread_;
};

TEST(RecordsThread, writes_everything_it_took_before_it_ends) {
  const TemporaryFolder folder;
  {
    Records records(folder.audit());
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(records.thread_.Submit(SessionBegan{}, kNow));
  }
  const AuditReport report = VerifyAudit(folder.audit()).value();
  EXPECT_EQ(report.records, 500u);
  EXPECT_TRUE(report.sound());
}

TEST(RecordsThread, says_that_it_can_write_and_the_newest_moment_it_knows) {
  const TemporaryFolder folder;
  { ASSERT_TRUE(Records(folder.audit()).thread_.Submit(SessionBegan{}, kNow)); }
  Records records(folder.audit());
  const auto status = records.WaitFor(true);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->newest_trusted_time, kNow.now);
}

TEST(RecordsThread, says_that_it_cannot_write_and_writes_what_waited_when_it_can) {
  const TemporaryFolder folder;
  // A file stands where the folder should be.
  std::filesystem::create_directories(folder.audit().parent_path());
  std::ofstream(folder.audit()) << "in the way";
  {
    Records records(folder.audit());
    ASSERT_TRUE(records.thread_.Submit(SessionBegan{}, kNow));
    ASSERT_TRUE(records.thread_.Submit(SessionEnded{}, kNow));
    ASSERT_TRUE(records.WaitFor(false));
    std::filesystem::remove(folder.audit());
    ASSERT_TRUE(records.WaitFor(true));
  }
  EXPECT_EQ(VerifyAudit(folder.audit()).value().records, 2u);
}

TEST(RecordsThread, knows_the_newest_trusted_moment_also_when_it_cannot_write) {
  const TemporaryFolder folder;
  constexpr TrustedTime kDoubted{.now = kNow.now - std::chrono::days(8), .trusted = false};
  { ASSERT_TRUE(Records(folder.audit()).thread_.Submit(SessionBegan{}, kNow)); }
  Records records(folder.audit());
  ASSERT_TRUE(records.WaitFor(true));
  std::filesystem::create_directory(folder.audit() / "audit-000000000002-2026-11-13.jsonl");
  ASSERT_TRUE(records.thread_.Submit(SessionBegan{}, kDoubted));
  const auto status = records.WaitFor(false);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->newest_trusted_time, kNow.now);
}

TEST(RecordsThread, says_how_much_of_what_it_took_is_on_the_disk) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.audit().parent_path());
  std::ofstream(folder.audit()) << "in the way";
  Records records(folder.audit());
  EXPECT_EQ(records.thread_.Submit(SessionBegan{}, kNow), 1u);
  EXPECT_EQ(records.thread_.Submit(SessionEnded{}, kNow), 2u);
  ASSERT_TRUE(records.WaitFor(false));
  EXPECT_EQ(records.thread_.written(), 0u);
  std::filesystem::remove(folder.audit());
  ASSERT_TRUE(records.WaitFor(true));
  const auto deadline = std::chrono::steady_clock::now() + seconds(10);
  while (records.thread_.written() < 2 && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  EXPECT_EQ(records.thread_.written(), 2u);
}

TEST(RecordsThread, beats_even_while_it_cannot_write) {
  const TemporaryFolder folder;
  std::ofstream(folder.audit()) << "in the way";
  Records records(folder.audit());
  ASSERT_TRUE(records.WaitFor(false));
  const int before = records.beats;
  const auto deadline = std::chrono::steady_clock::now() + seconds(10);
  while (records.beats < before + 3 && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  EXPECT_GE(records.beats, before + 3);
}

TEST(RecordsThread, refuses_more_than_it_can_hold_instead_of_losing_it_silently) {
  const TemporaryFolder folder;
  std::ofstream(folder.audit()) << "in the way";
  Records records(folder.audit());
  std::size_t taken = 0;
  while (taken < 10'000 && records.thread_.Submit(SessionBegan{}, kNow)) ++taken;
  EXPECT_GE(taken, RecordsThread::kCapacity);
  EXPECT_LE(taken, RecordsThread::kCapacity + 1) << "one may be in the thread's hands";
}

TEST(RecordsThread, says_that_there_is_room_again_after_it_refused) {
  const TemporaryFolder folder;
  std::mutex hold;
  RecordsThread thread({.folder = folder.audit(), .beat = [&] { std::lock_guard pass(hold); }});
  const auto next_status = [&] {
    const auto deadline = std::chrono::steady_clock::now() + seconds(20);
    std::optional<RecordsStatus> status;
    while (!status && std::chrono::steady_clock::now() < deadline) {
      status = thread.Poll();
      std::this_thread::yield();
    }
    return status;
  };
  ASSERT_TRUE(next_status());
  {
    const std::lock_guard held(hold);  // a slow disk
    while (thread.Submit(SessionBegan{}, kNow)) {
    }
  }
  const auto status = next_status();
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->writable);
  EXPECT_TRUE(thread.Submit(SessionBegan{}, kNow));
}

}  // namespace
}  // namespace clearway::records
