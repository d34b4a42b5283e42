#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/core/unique_fd.h"
#include "keys/pin.h"
#include "keys/pin_key.h"
#include "keys/secret.h"
#include "kiosk/records/vault/copy_store.h"
#include "kiosk/records/vault/day_keys.h"
#include "kiosk/records/vault/document_key.h"
#include "kiosk/records/vault/sealed_copy.h"
#include "kiosk/records/vault/vault_fault.h"

namespace clearway::vault {

struct VaultSettings {
  std::chrono::seconds retention{std::chrono::hours(24)};
  AttemptLimits limits;
};

struct VaultPurge {
  std::size_t expired = 0;         // copies, also those without attempts left
  std::size_t lost = 0;            // copies of days whose key is gone
  std::size_t keys_destroyed = 0;  // of days without a living copy
};

struct VaultStats {
  StoreStats store;
  std::size_t day_keys = 0;
  std::size_t damaged_keys = 0;
};

// Encrypted copies of scanned codes, kept for travellers who asked for it. A copy opens with the
// passport's key fields, the traveller's PIN, the kiosk's secret and the day's key, and with
// nothing less (docs/threat-model.md). Time does not go back: a clock that is up to an hour behind
// the latest moment seen counts as that moment, and one that is further behind empties the vault.
// Every call waits for the disk, and Put and Open for Argon2 (about 60 ms): not for main. One
// thread at a time; several processes may have one vault.
class Vault {
 public:
  // From its parts; OpenVault makes them. `cost` is for tests alone: a copy opens only at the cost
  // that it was put at.
  Vault(VaultSettings settings, keys::Secret kiosk_secret, DayKeys day_keys,
        std::unique_ptr<CopyStore> store, keys::PinCost cost = {});

  // Keeps the texts in the place of any earlier copy of the same document. On the disk when it
  // returns when the copy will expire.
  [[nodiscard]] std::expected<Timestamp, VaultFault> Put(const DocumentKey& document,
                                                         const keys::Pin& pin,
                                                         std::span<const std::string> texts,
                                                         const TrustedTime& time);
  // The attempt is counted on the disk before the PIN is tried. The work is the same whether there
  // is a copy or not.
  [[nodiscard]] std::expected<Texts, VaultFault> Open(const DocumentKey& document,
                                                      const keys::Pin& pin,
                                                      const TrustedTime& time);
  // Removes what has expired and destroys the keys of days without a copy. For the start, and every
  // few minutes.
  [[nodiscard]] std::expected<VaultPurge, VaultFault> Purge(const TrustedTime& time);
  // Removes all copies and all keys, whatever the clock says.
  [[nodiscard]] std::expected<VaultPurge, VaultFault> PurgeAll(const TrustedTime& time);
  [[nodiscard]] std::expected<VaultStats, VaultFault> Stats(const TrustedTime& time);

 private:
  // While it lives, no other process changes keys or copies.
  struct Visit {
    UniqueFd lock;
    Timestamp now;
  };
  [[nodiscard]] std::expected<Visit, VaultFault> Enter(const TrustedTime& time);
  [[nodiscard]] Result<Timestamp> Settle(Timestamp now);
  [[nodiscard]] Result<VaultPurge> RemoveDead(Timestamp now);
  [[nodiscard]] Result<VaultPurge> RemoveAll(Timestamp now);
  [[nodiscard]] Result<bool> AreKeysLost(const DayKeys::Found& keys);
  [[nodiscard]] std::vector<CopyTag> TagsOf(const DocumentKey& document,
                                            const DayKeys::Found& keys) const;
  [[nodiscard]] CopyLock LockOf(const DocumentKey& document, const keys::Pin& pin,
                                encoding::ByteView day_key) const;

  VaultSettings settings_;
  keys::Secret kiosk_secret_;
  DayKeys day_keys_;
  std::unique_ptr<CopyStore> store_;
  keys::PinCost cost_;
};

struct VaultPlace {
  std::filesystem::path copies;  // folder, on a disk
  std::filesystem::path keys;    // folder of day keys, best on a RAM disk
  std::filesystem::path secret;  // keys/kiosk_secret.h
};

// Opens the vault and purges it before anything else, so that what expired while the kiosk had no
// power is gone. A store that is broken is emptied together with all keys, and the vault begins
// anew: copies are kept for hours, and a kiosk that waits for somebody helps nobody. kNotFound,
// kDenied, kInvalid: of the kiosk's secret; kUnavailable, kFull: of the folders.
[[nodiscard]] Result<Vault> OpenVault(const VaultPlace& place, const VaultSettings& settings,
                                      const TrustedTime& time);

}  // namespace clearway::vault
