#include "base/core/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "base/core/unique_fd.h"

namespace clearway {
namespace {

// What errno says about this file.
std::unexpected<Error> FileTrouble(const std::filesystem::path& path) {
  return Fail(FaultOfErrno(errno), path.string() + ": " + strerrordesc_np(errno));
}

bool WriteAll(int file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

std::filesystem::path FolderOf(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

Result<std::vector<std::uint8_t>> ReadFile(const std::filesystem::path& path, std::size_t most) {
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file) return FileTrouble(path);
  struct stat about {};
  if (fstat(file.get(), &about) != 0) return FileTrouble(path);
  if (!S_ISREG(about.st_mode)) return Fail(Fault::kInvalid, path.string() + " is no plain file");
  std::vector<std::uint8_t> bytes;
  std::size_t filled = 0;
  // The size is a hint only: the file may grow or shrink while it is read.
  bytes.resize(std::min(static_cast<std::size_t>(about.st_size), most) + 1);
  while (filled <= most) {
    if (filled == bytes.size()) bytes.resize(bytes.size() * 2);
    const ssize_t got = read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileTrouble(path);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  if (filled > most) return Fail(Fault::kInvalid, path.string() + " is larger than it may be");
  bytes.resize(filled);
  return bytes;
}

std::filesystem::path DraftOf(const std::filesystem::path& path) {
  return path.string() + ".new";
}

// A rename would put a file in the place of /dev/null, or of /dev/stdout, a link.
Status MayReplace(const std::filesystem::path& path) {
  struct stat about {};
  if (lstat(path.c_str(), &about) != 0) return errno == ENOENT ? Status{} : FileTrouble(path);
  if (S_ISREG(about.st_mode)) return {};
  return Fail(Fault::kInvalid, path.string() +
                                   " is no plain file and is not replaced: name a file there, or "
                                   "one that is not there yet");
}

Status ReplaceFile(const std::filesystem::path& path, std::span<const std::uint8_t> bytes,
                   mode_t mode) {
  if (Status may = MayReplace(path); !may) return may;
  const std::filesystem::path draft = DraftOf(path);
  unlink(draft.c_str());  // of a run that was cut short, or laid there by somebody
  UniqueFd file(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!file) return FileTrouble(draft);
  if (!WriteAll(file.get(), bytes) || fchmod(file.get(), mode) != 0 || fsync(file.get()) != 0 ||
      rename(draft.c_str(), path.c_str()) != 0) {
    const auto trouble = FileTrouble(path);
    unlink(draft.c_str());
    return trouble;
  }
  const UniqueFd folder(open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || fsync(folder.get()) != 0) return FileTrouble(path);
  return {};
}

Result<std::vector<std::filesystem::path>> PathsIn(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    paths.push_back(at->path());
  }
  if (error) {
    return Fail(FaultOfErrno(error.value()),
                folder.string() + " cannot be read: " + error.message());
  }
  std::ranges::sort(paths, {}, &std::filesystem::path::native);
  return paths;
}

}  // namespace clearway
