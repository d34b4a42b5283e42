#pragma once

#include <span>

#include "base/core/clock.h"
#include "certificate/read.h"
#include "certificate/rules/rule_set.h"
#include "certificate/verdict.h"

namespace clearway::rules {

// What a verdict is given under. `rules` must outlive it.
struct Criteria {
  const RuleSet* rules = nullptr;
  Journey journey;
};

// The answer for one person's readings under the rules of a destination, all of them together.
// First as certificate::Judge: what is not authentic, in date and certain decides before any rule.
// Then, of the proofs that the certificates bring (see RuleInput):
//   refused       a decisive rule is not met by one; or there is no requirement, and every proof
//                 fails a rule
//   undetermined  there are no rules for the destination, some cannot be read, or the answer hangs
//                 on a rule that nobody could apply, as it always does on a decisive one
//   incomplete    a requirement is not met: the missing proofs of the set that is nearest are named
//   accepted      each requirement is met by proofs that meet all rules about them; where there is
//                 none, one such proof is enough
// Each reason of a rule carries its identifier and its own words.
[[nodiscard]] certificate::Verdict JudgeJourney(std::span<const certificate::Reading> readings,
                                                TrustedTime time, const Criteria& criteria);

}  // namespace clearway::rules
