#include "kiosk/records/vault/day_keys.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "base/core/file.h"
#include "keys/content_cipher.h"
#include "keys/key_derivation.h"
#include "keys/kiosk_secret.h"

namespace clearway::vault {
namespace {

namespace fs = std::filesystem;
using encoding::Bytes;
using encoding::ByteView;
using keys::Secret;

constexpr std::array<std::uint8_t, 4> kMagic{'C', 'W', 'D', '1'};
constexpr std::size_t kHeadBytes = 8;
constexpr std::size_t kKeyBytes = 32;
constexpr int kLockTries = 200;
constexpr std::chrono::milliseconds kBetweenTries{10};

std::unexpected<Error> Trouble(int error, const fs::path& path) {
  const Fault fault = error == EACCES || error == EPERM || error == EROFS ? Fault::kDenied
                      : error == ENOSPC                                   ? Fault::kFull
                                                                          : Fault::kUnavailable;
  return Fail(fault, path.string() + ": " + std::generic_category().message(error));
}

constexpr std::string_view kPrefix = "day-";
constexpr std::string_view kEnding = ".key";

std::optional<Day> DayIn(std::string_view name) {
  if (!name.ends_with(kEnding)) return std::nullopt;
  const std::string_view digits =
      name.substr(kPrefix.size(), name.size() - kPrefix.size() - kEnding.size());
  Day day = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), day);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return day;
}

fs::path FileOf(const fs::path& folder, Day day) {
  return folder / fmt::format("day-{}.key", day);
}

Bytes HeadOf(Day day) {
  Bytes head(kMagic.begin(), kMagic.end());
  for (int shift = 24; shift >= 0; shift -= 8) {
    head.push_back(static_cast<std::uint8_t>(day >> shift));
  }
  return head;
}

Status SyncFolder(const fs::path& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) return Trouble(errno, folder);
  return {};
}

// In place, so that file systems that do not copy on writing lose the old bytes; what an SSD does
// below is docs/threat-model.md's.
Status Overwrite(const fs::path& file) {
  const UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd) return errno == ENOENT ? Status{} : Status(Trouble(errno, file));
  const Secret noise = keys::RandomBytes(kDayKeyFileBytes);
  if (::pwrite(fd.get(), noise.view().data(), noise.size(), 0) < 0 || ::fsync(fd.get()) != 0 ||
      ::unlink(file.c_str()) != 0) {
    return Trouble(errno, file);
  }
  return {};
}

// Nullopt: it is damaged. An error: it could not be read, which says nothing about it.
Result<std::optional<DayKey>> ReadKey(const DayKeyFile& file, ByteView sealing_key) {
  const auto bytes = ReadFile(file.path, kDayKeyFileBytes);
  if (!bytes && bytes.error().fault != Fault::kInvalid) return std::unexpected(bytes.error());
  auto key = bytes ? ParseDayKey(*bytes, sealing_key) : std::nullopt;
  if (!key || key->day != file.day) return std::nullopt;
  return key;
}

}  // namespace

std::optional<DayKey> ParseDayKey(ByteView file, ByteView sealing_key) {
  if (file.size() != kDayKeyFileBytes || !std::ranges::equal(file.first(kMagic.size()), kMagic)) {
    return std::nullopt;
  }
  Day day = 0;
  for (const std::uint8_t byte : file.subspan(kMagic.size(), 4)) day = day << 8 | byte;
  auto key = keys::OpenContent(keys::ContentCipher::kA256Gcm,
                               {.key = sealing_key,
                                .nonce = file.subspan(kHeadBytes, keys::kGcmNonceBytes),
                                .authenticated = file.first(kHeadBytes)},
                               file.subspan(kHeadBytes + keys::kGcmNonceBytes));
  if (!key) return std::nullopt;
  return DayKey{day, std::move(*key)};
}

Result<DayKeys> DayKeys::Open(fs::path folder, ByteView kiosk_secret) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return Trouble(error.value(), folder);
  if (::chmod(folder.c_str(), S_IRWXU) != 0) return Trouble(errno, folder);
  auto sealing_key = keys::DeriveKey(kiosk_secret, encoding::AsBytes("clearway vault day key 1"));
  if (!sealing_key) return Fail(Fault::kBroken, "OpenSSL could not derive a key");
  return DayKeys(std::move(folder), std::move(*sealing_key));
}

Result<std::vector<DayKeyFile>> ListDayKeys(const fs::path& folder) {
  std::error_code error;
  std::vector<DayKeyFile> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(kPrefix) &&
        entry->symlink_status(error).type() == fs::file_type::regular) {
      files.push_back({entry->path(), DayIn(name)});
    }
  }
  if (error) return Trouble(error.value(), folder);
  return files;
}

Result<UniqueFd> LockDayKeys(const fs::path& folder) {
  UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return Trouble(errno, folder);
  for (int tries = 0; tries < kLockTries; ++tries) {
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return fd;
    if (errno != EWOULDBLOCK && errno != EINTR) return Trouble(errno, folder);
    std::this_thread::sleep_for(kBetweenTries);
  }
  return Fail(Fault::kTimeout, "another program keeps the vault locked");
}

Result<std::size_t> DestroyDayKeys(const fs::path& folder,
                                   const std::function<bool(const DayKeyFile&)>& wanted) {
  const auto files = ListDayKeys(folder);
  if (!files) return std::unexpected(files.error());
  std::size_t destroyed = 0;
  for (const DayKeyFile& file : *files) {
    if (wanted(file)) continue;
    if (Status gone = Overwrite(file.path); !gone) return std::unexpected(gone.error());
    ++destroyed;
  }
  if (destroyed != 0) {
    if (Status synced = SyncFolder(folder); !synced) return std::unexpected(synced.error());
  }
  return destroyed;
}

const DayKey* DayKeys::Found::Find(Day day) const {
  const auto found = std::ranges::find(keys, day, &DayKey::day);
  return found == keys.end() ? nullptr : &*found;
}

Result<DayKeys::Found> DayKeys::Read() const {
  const auto files = ListDayKeys(folder_);
  if (!files) return std::unexpected(files.error());
  Found found;
  for (const DayKeyFile& file : *files) {
    auto read = ReadKey(file, sealing_key_.view());
    if (!read) return std::unexpected(read.error());
    if (std::optional<DayKey>& key = *read) {
      found.keys.push_back(std::move(*key));
    } else {
      found.damaged.push_back(file.path);
    }
  }
  return found;
}

Result<Secret> DayKeys::Make(Day day) const {
  Secret key = keys::RandomBytes(kKeyBytes);
  const Secret nonce = keys::RandomBytes(keys::kGcmNonceBytes);
  Bytes file = HeadOf(day);
  const auto sealed = keys::SealContent(
      keys::ContentCipher::kA256Gcm,
      {.key = sealing_key_.view(), .nonce = nonce.view(), .authenticated = file}, key.view());
  if (!sealed) return std::unexpected(sealed.error());
  file.insert(file.end(), nonce.view().begin(), nonce.view().end());
  file.insert(file.end(), sealed->begin(), sealed->end());
  if (Status written = ReplaceFile(FileOf(folder_, day), file, S_IRUSR | S_IWUSR); !written) {
    return std::unexpected(written.error());
  }
  return key;
}

Result<std::size_t> DayKeys::DestroyUnless(const std::function<bool(Day)>& wanted) const {
  const auto found = Read();
  if (!found) return std::unexpected(found.error());
  return DestroyDayKeys(folder_, [&](const DayKeyFile& file) {
    return file.day && found->Find(*file.day) != nullptr && wanted(*file.day);
  });
}

}  // namespace clearway::vault
