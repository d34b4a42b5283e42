#pragma once

#include <cstddef>
#include <filesystem>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "kiosk/records/vault/copy_store.h"

// What can be done to a vault without its secret, also beside a running kiosk: `clearway vault`.
namespace clearway::vault {

struct VaultFolders {
  std::filesystem::path copies;
  std::filesystem::path keys;
};

struct CareReport {
  StoreStats store;                // what is there now
  std::size_t day_keys = 0;        // whether they can be read or not
  std::size_t copies_removed = 0;  //
  std::size_t keys_destroyed = 0;
};

// kNotFound: there is no vault; kBroken: its store is none of a vault's; the others of DayKeys and
// SqliteStore.
[[nodiscard]] Result<CareReport> LookAtVault(const VaultFolders& folders, Timestamp now);
// Removes what has expired, and the keys of days without a copy.
[[nodiscard]] Result<CareReport> PurgeVault(const VaultFolders& folders, Timestamp now);
// Destroys all keys and removes all copies, also where the store is broken.
[[nodiscard]] Result<CareReport> EmptyVault(const VaultFolders& folders, Timestamp now);

}  // namespace clearway::vault
