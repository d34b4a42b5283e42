#include "kiosk/records/audit_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <ranges>
#include <system_error>
#include <utility>

#include "base/core/log.h"
#include "events/kiosk_events.h"
#include "kiosk/records/audit_files.h"

namespace clearway::records {

namespace {

bool IsKioskName(const std::string& name) {
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

std::string DayOf(const AuditEntry& entry) {
  return FormatTimestamp(entry.time.now).substr(0, 10);
}

Result<UniqueFd> LockFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return FailWith(error.value(), "Cannot make", folder);
  UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return FailWith(errno, "Cannot open", folder);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
    return Fail(
        Fault::kUnavailable,
        fmt::format("Another program writes the audit log in {}: stop it.", folder.string()));
  return fd;
}

}  // namespace

Result<AuditLog> AuditLog::Open(const std::filesystem::path& folder, const std::string& kiosk) {
  if (!IsKioskName(kiosk))
    return Fail(Fault::kInvalid, "A kiosk's name is 1 to 40 letters, digits, '-' or '_'.");
  Result<UniqueFd> folder_fd = LockFolder(folder);
  if (!folder_fd) return std::unexpected(std::move(folder_fd.error()));
  AuditLog log;
  log.folder_ = folder;
  log.kiosk_ = kiosk;
  log.folder_fd_ = std::move(*folder_fd);
  if (Status found = log.FindEnd(); !found) return std::unexpected(std::move(found.error()));
  return log;
}

// Goes back over the files until one has a line to go on from, which says how far the clock was
// once trusted; newest first, and mostly the first.
Status AuditLog::FindEnd() {
  const Result<AuditFolder> listed = ListFolder(folder_);
  if (!listed) return std::unexpected(listed.error());
  bool end_found = false;
  for (const AuditFile& file : std::views::reverse(listed->files)) {
    const Result<FileScan> scan = ScanFile(file.path, std::nullopt);
    if (!scan) return std::unexpected(scan.error());
    newest_trusted_time_ = std::max(newest_trusted_time_, scan->newest_trusted_time);
    if (!end_found) {
      const Result<bool> ends_here =
          scan->broken_line != 0 ? SetAside(file, *scan) : GoOnFrom(file, *scan);
      if (!ends_here) return std::unexpected(ends_here.error());
      end_found = *ends_here;
    }
    if (end_found && newest_trusted_time_) break;
  }
  return {};
}

Result<bool> AuditLog::SetAside(const AuditFile& file, const FileScan& scan) {
  Log(events::kiosk::AuditBroken{.line = static_cast<std::int64_t>(scan.broken_line)});
  repair_ = LogSetAside{scan.broken_line};
  next_sequence_ = file.first_sequence + scan.lines;
  std::error_code error;
  std::filesystem::rename(file.path, file.path.string() + std::string(kSetAside), error);
  if (error) return FailWith(error.value(), "Cannot rename", file.path);
  return true;
}

// False when the file was begun and cut off before its first line was whole.
Result<bool> AuditLog::GoOnFrom(const AuditFile& file, const FileScan& scan) {
  std::error_code error;
  if (scan.torn_bytes != 0) {
    Log(events::kiosk::AuditRepaired{.bytes = static_cast<std::int64_t>(scan.torn_bytes)});
    repair_ = LogRepaired{scan.torn_bytes};
    std::filesystem::resize_file(file.path, scan.whole_bytes, error);
  }
  if (!error && !scan.last) std::filesystem::remove(file.path, error);
  if (error) return FailWith(error.value(), "Cannot repair", file.path);
  if (!scan.last) return false;
  next_sequence_ = scan.last->sequence + 1;
  previous_ = scan.last->hash;
  day_ = file.day;
  file_.Reset(::open(file.path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW));
  if (!file_) return FailWith(errno, "Cannot open", file.path);
  return true;
}

Status AuditLog::StartFile(const std::string& day) {
  const std::filesystem::path file = folder_ / FileName(next_sequence_, day);
  file_.Reset(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                     S_IRUSR | S_IWUSR));
  if (!file_) return FailWith(errno, "Cannot make", file);
  if (::fsync(folder_fd_.get()) != 0) return FailWith(errno, "Cannot write", folder_);
  day_ = day;
  return {};
}

Status AuditLog::Append(const AuditEntry& entry) {
  if (repair_) {
    if (Status written = WriteLine({*repair_, entry.time}); !written) return written;
    repair_.reset();
  }
  return WriteLine(entry);
}

Status AuditLog::WriteLine(const AuditEntry& entry) {
  if (const std::string day = DayOf(entry); !file_ || day != day_) {
    if (file_)
      if (Status synced = Sync(); !synced) return synced;
    if (Status started = StartFile(day); !started) return started;
  }
  struct stat before {};
  if (::fstat(file_.get(), &before) != 0) return FailWith(errno, "Cannot write in", folder_);
  auto [line, hash] = FormatLine(next_sequence_, previous_, kiosk_, entry, newest_trusted_time_);
  line += '\n';
  const ssize_t written = ::write(file_.get(), line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) {
    const int error = written < 0 ? errno : ENOSPC;
    // Best effort: a part that stays is cut off when the log is opened again.
    [[maybe_unused]] const int cut = ::ftruncate(file_.get(), before.st_size);
    return FailWith(error, "Cannot write in", folder_);
  }
  previous_ = std::move(hash);
  ++next_sequence_;
  if (entry.time.trusted)
    newest_trusted_time_ = std::max(newest_trusted_time_, std::optional(entry.time.now));
  return {};
}

Status AuditLog::Sync() {
  if (file_ && ::fdatasync(file_.get()) != 0) return FailWith(errno, "Cannot write in", folder_);
  return {};
}

namespace {

std::string WhatBreaks(const AuditLine& before) {
  if (before.sequence == 0)
    return "The chain does not begin here: the first records are missing or changed.";
  return fmt::format(
      "This line does not follow record {}: one of them was changed, or records "
      "between them are missing.",
      before.sequence);
}

}  // namespace

Result<AuditReport> VerifyAudit(const std::filesystem::path& folder, const EachLine& each) {
  Result<AuditFolder> listed = ListFolder(folder);
  if (!listed) return std::unexpected(std::move(listed.error()));
  AuditReport report;
  report.files = listed->files.size();
  report.set_aside = std::move(listed->set_aside);
  AuditLine before{.sequence = 0, .previous = {}, .hash = NoDigest(), .time = {}};
  for (const AuditFile& file : listed->files) {
    const Result<FileScan> scan = ScanFile(file.path, before, each);
    if (!scan) return std::unexpected(scan.error());
    before = scan->last.value_or(before);
    if (scan->broken_line != 0) {
      report.records += scan->broken_line - 1;
      report.first_break = {file.path.filename(), scan->broken_line, WhatBreaks(before)};
      break;
    }
    report.records += scan->lines;
    if (scan->torn_bytes == 0) continue;
    report.torn_end = &file == &listed->files.back();
    if (!report.torn_end)
      report.first_break = {file.path.filename(), scan->lines + 1, "This line is cut off."};
    break;
  }
  report.last_hash = before.hash;
  return report;
}

}  // namespace clearway::records
