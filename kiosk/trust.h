#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "certificate/rules/rule_set.h"
#include "keys/revocation_file.h"
#include "keys/trust_store.h"
#include "kiosk/staff/badge_trust.h"

namespace clearway::kiosk {

// Whom the kiosk trusts, as one bundle or one folder of signers says. What it says never changes
// once it is loaded. Its keys keep OpenSSL contexts, so only main checks anything with it; the
// thread that loads it counts and describes, and destroys it when main has let go.
struct Trust {
  // The store leans on the revocation file, so they live and move together.
  std::unique_ptr<keys::RevocationFile> revocations;
  keys::TrustStore store;
  std::optional<rules::RuleSet> rules;  // what the bundle asks of travellers
  staff::BadgeTrust badges;             // who may sign staff badges
  std::optional<std::uint64_t> bundle;  // its number
  Timestamp issued_at;                  // of the bundle; the epoch without one
  Timestamp expires_at;
  std::vector<std::string> problems;  // for the technician, in English
  // The revocation file is there and could not be opened: nobody is cleared, see Unreadable.
  bool revocations_unreadable = false;

  // Null where no rules came with it.
  [[nodiscard]] const rules::RuleSet* carried_rules() const { return rules ? &*rules : nullptr; }
};

}  // namespace clearway::kiosk
