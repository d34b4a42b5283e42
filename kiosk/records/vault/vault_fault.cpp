#include "kiosk/records/vault/vault_fault.h"

namespace clearway::vault {

const char* ToString(VaultFault fault) {
  switch (fault) {
    case VaultFault::kNotOpened:
      return "not_opened";
    case VaultFault::kBudgetSpent:
      return "budget_spent";
    case VaultFault::kClockInDoubt:
      return "clock_in_doubt";
    case VaultFault::kTooMuch:
      return "too_much";
    case VaultFault::kFull:
      return "full";
    case VaultFault::kKeysLost:
      return "keys_lost";
    case VaultFault::kBroken:
      return "broken";
    case VaultFault::kUnavailable:
      return "unavailable";
  }
  return "unknown";
}

}  // namespace clearway::vault
