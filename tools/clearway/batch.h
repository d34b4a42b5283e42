#pragma once

#include <istream>
#include <ostream>

#include "base/core/clock.h"
#include "certificate/keyring.h"
#include "keys/trust_store.h"

namespace clearway::tools {

// DESIGN.md's contract of `verify --batch`: a case a line in, a result a line out, in the same
// order. A case's own material adds to what is trusted for that case alone. `time` is the moment of
// cases that give none. Returns the number of lines that were no case; each of them still has its
// line of output.
[[nodiscard]] std::size_t RunBatch(std::istream& cases, std::ostream& results,
                                   const certificate::Keyring& keyring, keys::DemoSigners demo,
                                   Timestamp now);

}  // namespace clearway::tools
