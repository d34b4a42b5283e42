#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "kiosk/records/vault/copy_record.h"

namespace clearway::vault {

struct AttemptLimits {
  std::uint32_t per_copy = 5;
  std::uint32_t per_hour = 30;  // at this kiosk, whomever they are about
};

// An attempt that has been counted, or was refused without being counted.
struct Attempt {
  bool within_budget = false;
  std::optional<CopyRecord> copy;  // living, and with attempts left before this one
};

struct StoreStats {
  std::size_t copies = 0;
  std::uint32_t attempts_in_hour = 0;
  std::optional<Timestamp> first_expiry;
  std::optional<Timestamp> last_expiry;
};

// Where sealed copies lie: on this kiosk's disk today, in a store that many kiosks share later. It
// never sees what would open one. Every change is on the disk when the call returns, whole or not
// at all. kFull: no room; kBroken: what it holds is not what it wrote; kUnavailable: the rest. Not
// thread-safe: the vault owns it.
class CopyStore {
 public:
  virtual ~CopyStore() = default;

  // The latest moment that any call below was told: time does not go back before it. The epoch for
  // a new store.
  [[nodiscard]] virtual Result<Timestamp> Latest() = 0;

  // Keeps a copy in the place of those under `replaced`.
  [[nodiscard]] virtual Status Put(const CopyRecord& copy, std::span<const CopyTag> replaced,
                                   Timestamp now) = 0;
  // Counts an attempt at whichever copy is under one of the tags, and at this kiosk in this hour,
  // also where there is no copy. One that has no attempts left is removed.
  [[nodiscard]] virtual Result<Attempt> CountAttempt(std::span<const CopyTag> tags, Timestamp now,
                                                     const AttemptLimits& limits) = 0;
  // The attempt was right: it is taken back, and the copy has all its attempts again.
  [[nodiscard]] virtual Status Forgive(const CopyTag& tag) = 0;

  // Removes the copies that have expired, have no attempts left, or are of no day in `days`, whose
  // keys exist. Overwrites what it frees.
  struct Removed {
    std::size_t expired = 0;
    std::size_t keyless = 0;  // of days without a key
  };
  [[nodiscard]] virtual Result<Removed> RemoveDead(std::span<const Day> days, Timestamp now,
                                                   const AttemptLimits& limits) = 0;
  // Removes everything; time begins anew at `now`.
  [[nodiscard]] virtual Result<std::size_t> RemoveAll(Timestamp now) = 0;

  // The days of which copies lie here, whether their keys exist or not.
  [[nodiscard]] virtual Result<std::vector<Day>> Days() = 0;
  [[nodiscard]] virtual Result<StoreStats> Stats(Timestamp now) = 0;
};

}  // namespace clearway::vault
