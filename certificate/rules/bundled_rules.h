#pragma once

#include <optional>

#include "certificate/rules/rule_set.h"
#include "keys/trust_bundle.h"

namespace clearway::rules {

// The rules that a trust bundle carries, then its value sets, as documents of one set. What cannot
// be read is a problem of the set, which names it by its place in the bundle. Absent: it carries no
// rules, and value sets alone ask nothing of anybody.
[[nodiscard]] std::optional<RuleSet> LoadBundledRules(const keys::TrustBundle& bundle);

}  // namespace clearway::rules
