#include "keys/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/core/file.h"
#include "base/core/unique_fd.h"

namespace clearway::keys {
namespace {

using encoding::ByteView;

std::string Reason(int error) {
  return std::generic_category().message(error);
}

Status CheckMode(const std::filesystem::path& file) {
  struct stat about {};
  if (stat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return Fail(Fault::kNotFound, "there is no key file " + file.string());
  }
  const mode_t forbidden =
      about.st_uid == geteuid() ? S_IRWXG | S_IRWXO : (S_IWGRP | S_IXGRP | S_IRWXO);
  if ((about.st_mode & forbidden) == 0) return {};
  return Fail(Fault::kDenied, file.string() +
                                  " can be read by others than its owner: make a new key, or run "
                                  "chmod 600 if you are sure that nobody has read it");
}

Status WriteAll(int fd, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Fail(Fault::kFull, Reason(errno));
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0 ? Status{} : Fail(Fault::kFull, Reason(errno));
}

}  // namespace

Result<Secret> ReadSecretFile(const std::filesystem::path& file, std::size_t most) {
  if (Status status = CheckMode(file); !status) return std::unexpected(status.error());
  Result<encoding::Bytes> bytes = ReadFile(file, most);
  if (!bytes) return std::unexpected(bytes.error());
  return Secret(std::move(*bytes));
}

Status CreateSecretFile(const std::filesystem::path& file, ByteView content) {
  const UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd) {
    return Fail(Fault::kDenied,
                "the key file " + file.string() + " cannot be made: " + Reason(errno));
  }
  const Status status = WriteAll(fd.get(), content);
  if (status) return {};
  ::unlink(file.c_str());
  return Fail(status.error().fault, file.string() + ": " + status.error().detail);
}

}  // namespace clearway::keys
