#pragma once

#include <optional>

#include "certificate/rules/judge_journey.h"
#include "kiosk/config.h"

namespace clearway::kiosk {

// What the destination asks of travellers at this kiosk. The folder of rules that the configuration
// names goes before those of the trust bundle, which change with it. A kiosk whose configuration
// names no destination has nobody's rules to ask. Main owns it.
class DestinationRules {
 public:
  // Reads the folder. One that cannot be read counts as rules that nobody knows: then nothing is
  // accepted.
  explicit DestinationRules(const Config& config);
  DestinationRules(const DestinationRules&) = delete;
  DestinationRules& operator=(const DestinationRules&) = delete;
  DestinationRules(DestinationRules&&) = delete;
  DestinationRules& operator=(DestinationRules&&) = delete;
  ~DestinationRules() = default;

  // The rules of the trust bundle in use, null for none. They must stay until the next call.
  void Follow(const rules::RuleSet* bundled);
  // Null: verdicts are about signatures and dates alone.
  [[nodiscard]] const rules::Criteria* criteria() const {
    return criteria_.rules != nullptr ? &criteria_ : nullptr;
  }

 private:
  const std::optional<rules::RuleSet> folder_;  // absent where the configuration names none
  rules::Criteria criteria_;
};

}  // namespace clearway::kiosk
