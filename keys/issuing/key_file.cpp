#include "keys/issuing/key_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "base/core/unique_fd.h"
#include "base/core/wipe.h"

namespace clearway::keys {
namespace {

namespace fs = std::filesystem;

std::string Reason(int error) {
  return std::generic_category().message(error);
}

Status WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Fail(Fault::kFull, Reason(errno));
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0 ? Status{} : Fail(Fault::kFull, Reason(errno));
}

}  // namespace

Status CheckKeyFileMode(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (error || !fs::is_regular_file(status)) {
    return Fail(Fault::kNotFound, "there is no key file " + file.string());
  }
  using fs::perms;
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none) {
    return Fail(Fault::kDenied, file.string() +
                                    " can be read by others than its owner: make a new key, or run "
                                    "chmod 600 if you are sure that nobody has read it");
  }
  return {};
}

Result<PrivateKey> LoadPrivateKey(const fs::path& file) {
  if (Status status = CheckKeyFileMode(file); !status) return std::unexpected(status.error());
  std::ifstream stream(file, std::ios::binary);
  std::string pem((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  Result<PrivateKey> key = PrivateKey::FromPem(pem);
  Wipe(pem);
  if (!key) return Fail(key.error().fault, file.string() + ": " + key.error().detail);
  return key;
}

Status SaveKeyFile(const fs::path& file, std::string_view pem) {
  const UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd) {
    return Fail(Fault::kDenied,
                "the key file " + file.string() + " cannot be made: " + Reason(errno));
  }
  if (Status status = WriteAll(fd.get(), pem); !status) {
    ::unlink(file.c_str());
    return Fail(status.error().fault, file.string() + ": " + status.error().detail);
  }
  return {};
}

}  // namespace clearway::keys
