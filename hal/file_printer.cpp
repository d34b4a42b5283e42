#include "hal/file_printer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <optional>
#include <string>

#include "base/core/unique_fd.h"

namespace clearway::hal {

namespace {

namespace fs = std::filesystem;

// What the largest page takes, twice.
constexpr std::uint64_t kRoomForAPage = std::uint64_t{512} * 1024;
constexpr const char* kUnfinished = ".unfinished.pdf";
constexpr const char* kBin = "retracted";

std::string WhatToDo(Fault fault) {
  switch (fault) {
    case Fault::kFull:
      return "the disk is full: make room";
    case Fault::kDenied:
      return "it may not be written: check its owner and permissions";
    case Fault::kNotFound:
      return "it does not exist and cannot be made: check the path";
    default:
      return "writing failed: check the disk";
  }
}

Status WriteAll(int fd, const std::vector<std::uint8_t>& bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count = ::write(fd, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Fail(FaultOfErrno(errno), {});
    written += static_cast<std::size_t>(count);
  }
  if (::fsync(fd) != 0) return Fail(FaultOfErrno(errno), {});
  return {};
}

class FilePrinter : public DocumentPrinter {
 public:
  FilePrinter(fs::path folder, Presenter presenter)
      : folder_(std::move(folder)), presenter_(presenter) {
    RemoveUnfinished();
  }

  Result<JobId> Submit(const Document& document) override {
    const JobId job = ++last_job_;
    if (Status written = Write(document.pdf)) {
      events_.emplace_back(JobSent{job});
    } else {
      Error error = std::move(written.error());
      error.detail = "the print folder " + folder_.string() + ": " + WhatToDo(error.fault);
      events_.emplace_back(JobFailed{job, std::move(error)});
    }
    return job;
  }

  void Cancel(JobId) override {}  // by then it is written

  // Files bear no references: whether the last one was written is for a person to see.
  Result<Recalled> Recall(const std::string&) override { return Recalled::kUnknown; }

  Status ClearQueue() override { return {}; }  // nothing ever waits

  Status Retract() override {
    if (presenter_ == Presenter::kNone) {
      return Fail(Fault::kUnsupported, "a folder pulls no paper back: remove the file");
    }
    std::error_code error;
    const fs::path bin = folder_ / kBin;
    if (in_slot_.empty() || !fs::exists(in_slot_, error)) {
      return Fail(Fault::kNotFound, "no page lies in the slot");
    }
    fs::create_directory(bin, error);
    fs::rename(in_slot_, bin / in_slot_.filename(), error);
    if (error) return Fail(FaultOfErrno(error.value()), bin.string() + " cannot be written");
    in_slot_.clear();
    return {};
  }

  std::vector<PrinterEvent> Poll() override {
    const DeviceStatus status = Look();
    if (status != last_status_) events_.emplace_back(PrinterChanged{status});
    last_status_ = status;
    return std::exchange(events_, {});
  }

 private:
  // A page under a name that nobody reads, then under its own: no reader meets a half one.
  Status Write(const std::vector<std::uint8_t>& pdf) {
    if (Status made = MakeFolder(); !made) return made;
    const fs::path unfinished = folder_ / kUnfinished;
    RemoveUnfinished();
    UniqueFd file(
        ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) return Fail(FaultOfErrno(errno), {});
    Status status = WriteAll(file.get(), pdf);
    if (status) status = GiveName(unfinished);
    if (!status) RemoveUnfinished();
    return status;
  }

  // What a power cut left, or a full disk.
  void RemoveUnfinished() const { ::unlink((folder_ / kUnfinished).c_str()); }

  Status MakeFolder() const {
    std::error_code error;
    if (fs::is_directory(folder_, error)) return {};
    if (!fs::create_directories(folder_, error) && error)
      return Fail(FaultOfErrno(error.value()), {});
    fs::permissions(folder_, fs::perms::owner_all, error);
    return {};
  }

  // The first free number; never replaces a page, also not one of another process.
  Status GiveName(const fs::path& unfinished) {
    while (true) {
      const fs::path name = folder_ / ("certificate-" + std::to_string(next_number_) + ".pdf");
      if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE) ==
          0) {
        in_slot_ = name;
        break;
      }
      if (errno != EEXIST) return Fail(FaultOfErrno(errno), {});
      ++next_number_;
    }
    ++next_number_;
    const UniqueFd folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder) ::fsync(folder.get());
    return {};
  }

  DeviceStatus Look() const {
    if (!MakeFolder() || ::access(folder_.c_str(), W_OK | X_OK) != 0) {
      return {DeviceState::kUnavailable, DeviceCode::kNotReachable};
    }
    struct statvfs disk {};
    if (::statvfs(folder_.c_str(), &disk) == 0 && disk.f_blocks != 0 &&
        disk.f_bavail * disk.f_frsize < kRoomForAPage) {
      return {DeviceState::kUnavailable, DeviceCode::kMediaFull};
    }
    return {DeviceState::kReady, DeviceCode::kOk};
  }

  const fs::path folder_;
  const Presenter presenter_;
  fs::path in_slot_;  // the page written last
  JobId last_job_ = 0;
  unsigned next_number_ = 1;
  std::optional<DeviceStatus> last_status_;
  std::vector<PrinterEvent> events_;
};

}  // namespace

std::unique_ptr<DocumentPrinter> MakeFilePrinter(fs::path folder, Presenter presenter) {
  return std::make_unique<FilePrinter>(std::move(folder), presenter);
}

}  // namespace clearway::hal
