#pragma once

#include <string>
#include <vector>

#include "certificate/rules/rule.h"

namespace clearway::rules {

// A proof that a destination knows, e.g. "a PCR test of the last 72 hours": what a certificate has
// to meet, beside the rules, to count as it.
struct Proof {
  std::string name;
  Subject subject = Subject::kGeneral;
  std::vector<std::string> diseases;   // as of a rule
  std::vector<LocalText> description;  // what to show, as the public reads it
  Condition condition;
};

// Which proofs together open the way in: all proofs of one of the sets. Several certificates of one
// person may bring them. This is the product's own extension ("Type": "Requirement");
// docs/formats/rules.md has its members.
struct Requirement {
  Heading heading;
  std::vector<Proof> proofs;
  std::vector<std::vector<std::size_t>> sets;  // of indices into proofs
  std::string problem;                         // why it cannot be applied
};

// As ReadRule: it always gives one.
[[nodiscard]] Requirement ReadRequirement(const encoding::json::Item& item,
                                          const std::string& source,
                                          std::vector<Problem>& problems);

}  // namespace clearway::rules
