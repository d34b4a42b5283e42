#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "base/core/result.h"
#include "base/core/unique_fd.h"
#include "base/encoding/bytes.h"
#include "keys/secret.h"
#include "kiosk/records/vault/copy_record.h"

namespace clearway::vault {

struct DayKey {
  Day day = 0;
  keys::Secret key;  // 32 random bytes
};

// A file in a folder of day keys, by its name alone.
struct DayKeyFile {
  std::filesystem::path path;
  std::optional<Day> day;  // nullopt: what a killed process left half written
};
[[nodiscard]] Result<std::vector<DayKeyFile>> ListDayKeys(const std::filesystem::path& folder);
// Held by whoever reads or changes keys together with copies; released when it goes. kTimeout:
// another process had it for two seconds.
[[nodiscard]] Result<UniqueFd> LockDayKeys(const std::filesystem::path& folder);
// Overwrites and removes the files that are not wanted. Returns how many.
[[nodiscard]] Result<std::size_t> DestroyDayKeys(
    const std::filesystem::path& folder, const std::function<bool(const DayKeyFile&)>& wanted);

// The keys of the days of which copies live, a file each: FOLDER/day-<number>.key, sealed under the
// kiosk's secret. A day's copies are gone when its file is, whatever a disk still has of them. Keys
// are random and of no kin: a block of an old file that an SSD kept opens that day's copies and no
// later ones, as a chain of derived keys would. On a RAM disk (the default, /run) nothing is kept.
// Several processes may use one folder, each while it holds the lock.
class DayKeys {
 public:
  // kDenied, kUnavailable: the folder cannot be made or used.
  [[nodiscard]] static Result<DayKeys> Open(std::filesystem::path folder,
                                            encoding::ByteView kiosk_secret);

  [[nodiscard]] Result<UniqueFd> Lock() const { return LockDayKeys(folder_); }

  struct Found {
    std::vector<DayKey> keys;
    std::vector<std::filesystem::path> damaged;  // named like keys, and none
    [[nodiscard]] const DayKey* Find(Day day) const;
  };
  [[nodiscard]] Result<Found> Read() const;
  // A new key, on the disk when it returns; in place of the day's old one.
  [[nodiscard]] Result<keys::Secret> Make(Day day) const;
  // Destroys the keys of all days but those `wanted` says, and all damaged ones. Returns how many.
  [[nodiscard]] Result<std::size_t> DestroyUnless(const std::function<bool(Day)>& wanted) const;

 private:
  DayKeys(std::filesystem::path folder, keys::Secret sealing_key)
      : folder_(std::move(folder)), sealing_key_(std::move(sealing_key)) {}

  std::filesystem::path folder_;
  keys::Secret sealing_key_;
};

// One file's content: magic "CWD1" || day || nonce || sealed key.
inline constexpr std::size_t kDayKeyFileBytes = 4 + 4 + 12 + 32 + 16;
[[nodiscard]] std::optional<DayKey> ParseDayKey(encoding::ByteView file,
                                                encoding::ByteView sealing_key);

}  // namespace clearway::vault
