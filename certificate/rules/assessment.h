#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "certificate/rules/requirement.h"
#include "certificate/rules/rule.h"
#include "certificate/rules/rule_input.h"
#include "certificate/rules/rule_set.h"

namespace clearway::rules {

enum class Finding : std::uint8_t {
  kMet,     // true
  kNotMet,  // false, null, zero or empty
  kOpen,    // nobody can say: no logic, an error, a value set that is missing, another value
};

// What one condition says of one proof, and why nobody can say it.
struct Answered {
  Finding finding = Finding::kOpen;
  std::string why;  // of kOpen; no personal data
};
[[nodiscard]] Answered Ask(const Condition& condition, const RuleInput& input,
                           const RuleSet& rules);

// A rule that a proof did not meet, or of which nobody can say whether it has to meet it and does.
struct Objection {
  const Rule* rule = nullptr;
  std::string why;
};

// One proof under all rules that are about it.
struct Assessment {
  const RuleInput* input = nullptr;
  std::size_t accepting = 0;  // how many rules that count for certain may say that it is enough
  std::vector<Objection> not_met;
  std::vector<Objection> open;

  [[nodiscard]] bool stands() const { return not_met.empty() && open.empty(); }
  [[nodiscard]] bool may_stand() const { return not_met.empty(); }
};
[[nodiscard]] Assessment Assess(const RuleInput& input, const std::vector<Choice<Rule>>& asked,
                                const RuleSet& rules);

// Which proofs of a requirement are shown, by proofs that stand and by those that may.
struct Coverage {
  std::vector<bool> shown;
  std::vector<bool> perhaps;
};
[[nodiscard]] Coverage Cover(const Requirement& requirement,
                             const std::vector<Assessment>& assessments, const RuleSet& rules);

}  // namespace clearway::rules
