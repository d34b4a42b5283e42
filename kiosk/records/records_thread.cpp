#include "kiosk/records/records_thread.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/core/log.h"
#include "events/kiosk_events.h"

namespace clearway::records {

namespace {

constexpr std::chrono::milliseconds kBetweenBeats{500};

}  // namespace

RecordsThread::RecordsThread(RecordsSettings settings)
    : settings_(std::move(settings)), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

RecordsThread::~RecordsThread() = default;

std::optional<std::uint64_t> RecordsThread::Submit(AuditRecord record, const TrustedTime& time) {
  if (queue_.TryPush({std::move(record), time})) return ++taken_;
  refused_ = true;
  return std::nullopt;
}

void RecordsThread::Run(const std::stop_token& stop) {
  while (true) {
    settings_.beat();
    const Status written = Write();
    Tell(written);
    if (stop.stop_requested() && (!written || (!waiting_ && queue_.size() == 0))) return;
    if (!written) {
      Pause(stop);
    } else if (!waiting_) {
      waiting_ = queue_.PopFor(stop, kBetweenBeats);
    }
  }
}

// Everything that is there now, and then to the disk in one go.
Status RecordsThread::Write() {
  if (!log_) {
    Result<AuditLog> opened = AuditLog::Open(settings_.folder, settings_.kiosk);
    if (!opened) return std::unexpected(std::move(opened.error()));
    log_ = std::move(*opened);
    newest_trusted_time_ = log_->newest_trusted_time();
  }
  if (!waiting_) return {};
  Status written;
  while (waiting_) {
    written = log_->Append(*waiting_);
    if (!written) break;
    ++appended_;
    waiting_ = queue_.TryPop();
  }
  const Status synced = log_->Sync();
  if (synced && written_.exchange(appended_) != appended_) settings_.on_status();
  if (written) written = synced;
  if (!written) log_.reset();
  return written;
}

void RecordsThread::Tell(const Status& status) {
  // Whoever was refused takes the log for unwritable, and wants to hear that it is not.
  const bool was_refused = status && refused_.exchange(false);
  if (told_writable_ == status.has_value() && !was_refused) return;
  told_writable_ = status.has_value();
  if (status) {
    Log(events::kiosk::AuditAvailable{});
    status_.Put({.writable = true, .fault = {}, .newest_trusted_time = newest_trusted_time_});
  } else {
    Log(events::kiosk::AuditUnavailable{.fault = status.error().fault});
    status_.Put({.writable = false,
                 .fault = status.error().fault,
                 .newest_trusted_time = newest_trusted_time_});
  }
  settings_.on_status();
}

void RecordsThread::Pause(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, settings_.retry, [] { return false; });
}

}  // namespace clearway::records
