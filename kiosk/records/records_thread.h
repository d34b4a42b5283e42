#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "base/core/bounded_queue.h"
#include "base/core/clock.h"
#include "base/core/mailbox.h"
#include "base/core/result.h"
#include "kiosk/records/audit_line.h"
#include "kiosk/records/audit_log.h"

namespace clearway::records {

struct RecordsSettings {
  std::filesystem::path folder;  // the audit log's
  std::string kiosk = "kiosk";
  // Called from the records thread several times in any two seconds, whatever the disk does between
  // two writes: the watchdog's heart.
  std::function<void()> beat = [] {};
  // Called from the records thread after each new status, and when more is written: wakes main.
  std::function<void()> on_status = [] {};
  std::chrono::milliseconds retry{1000};  // after a failed write
};

// How the audit log is now.
struct RecordsStatus {
  bool writable = false;
  Fault fault = Fault::kUnavailable;  // why not
  // For TimeFloor::last_audit. Not told, though there may be one, while the log cannot be read.
  std::optional<Timestamp> newest_trusted_time;
};

// Writes the audit log on a thread of its own, so that main never waits for a disk. What Submit
// took is written in order; while the disk refuses, it is kept and tried again for as long as the
// program runs. Submit and Poll belong to the main thread.
class RecordsThread {
 public:
  static constexpr std::size_t kCapacity = 4096;

  explicit RecordsThread(RecordsSettings settings);
  // Writes what was taken, once more if the disk refuses, and ends the thread.
  ~RecordsThread();

  // The how many-th entry it is. nullopt: too much waits already, this entry is not recorded, and
  // nothing that needs a record may happen; a status follows once there is room again. Never waits.
  [[nodiscard]] std::optional<std::uint64_t> Submit(AuditRecord record, const TrustedTime& time);
  // So many of the entries that Submit took are on the disk.
  [[nodiscard]] std::uint64_t written() const { return written_; }
  // The newest status, if it changed since the last call. Never waits.
  [[nodiscard]] std::optional<RecordsStatus> Poll() { return status_.Take(); }

 private:
  void Run(const std::stop_token& stop);
  [[nodiscard]] Status Write();
  void Tell(const Status& status);
  void Pause(const std::stop_token& stop);

  const RecordsSettings settings_;
  std::uint64_t taken_ = 0;  // main's
  std::atomic<std::uint64_t> written_ = 0;
  BoundedQueue<AuditEntry> queue_{kCapacity};
  Mailbox<RecordsStatus> status_;
  std::atomic<bool> refused_ = false;  // since the last status
  // The thread's own.
  std::optional<AuditLog> log_;
  std::optional<AuditEntry> waiting_;
  std::uint64_t appended_ = 0;
  std::optional<bool> told_writable_;
  std::optional<Timestamp> newest_trusted_time_;  // when the log was last opened
  std::jthread thread_;
};

}  // namespace clearway::records
