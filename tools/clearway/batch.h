#pragma once

#include <istream>
#include <ostream>

#include "base/core/clock.h"
#include "certificate/disclosure.h"
#include "certificate/keyring.h"
#include "certificate/rules/judge_journey.h"
#include "keys/trust_store.h"

namespace clearway::tools {

// What all cases of a batch are checked with.
struct BatchSettings {
  certificate::Keyring keyring;
  keys::DemoSigners demo = keys::DemoSigners::kRefuse;
  TrustedTime time;       // the moment of cases that give none
  rules::Criteria under;  // without rules: results have no verdict
  const certificate::Disclosures& posts;  // its posts are those that there are
};

// DESIGN.md's contract of `verify --batch`: a case a line in, a result a line out, in the same
// order. A case's own material adds to the trust for that case alone, and its own "destination",
// "region", "origin" and "post" stand before those of the settings. Under rules a result has
// "verdict" and "reasons" (their codes) besides. Returns the number of lines that were no case;
// each of them still has its line of output, with its "id" where that could be read.
[[nodiscard]] std::size_t RunBatch(std::istream& cases, std::ostream& results,
                                   const BatchSettings& settings);

}  // namespace clearway::tools
