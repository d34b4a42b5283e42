#pragma once

#include <cstdint>

namespace clearway::vault {

// Why the vault did not do what it was asked. None says anything of one traveller: kNotOpened is
// all that a guesser hears.
enum class VaultFault : std::uint8_t {
  kNotOpened,     // there is no copy, it has expired, the PIN is another, or its attempts are used
  kBudgetSpent,   // too many attempts at this kiosk within the hour
  kClockInDoubt,  // nobody can say what has expired
  kTooMuch,       // more or longer texts than a copy takes
  kFull,          // the disk is, or the vault
  kKeysLost,      // a day's key is missing or damaged: copies of that day are lost
  kBroken,        // the store is; OpenVault begins anew
  kUnavailable,   // the store or the keys cannot be used now
};
[[nodiscard]] const char* ToString(VaultFault fault);

}  // namespace clearway::vault
