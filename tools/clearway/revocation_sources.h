#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "keys/revocation_builder.h"

namespace clearway::tools {

// Where a revocation file's entries are gathered from.
struct RevocationSources {
  std::vector<std::string> eu_batches;  // JSON batches of the EU gateway: files or folders
  std::vector<std::string> card_lists;  // "ISSUER_URL=FILE": SMART Health Cards' JSON lists
  std::vector<std::string> crls;        // DER or PEM files
  std::vector<std::string> anchors;     // the CRLs' authorities: files or folders
  std::vector<std::string> lists;       // "WHAT=FILE": one serial or hash a line
  std::vector<std::string> covers;  // scopes that are complete, even if nothing of them is revoked
  std::vector<std::string> covers_signers;  // the same for the EU scopes of these certificates
};

// The files and folders that will be read.
[[nodiscard]] std::vector<std::string> InputsOf(const RevocationSources& sources);

// Adds everything to the builder. Lists without a date of their own hold from `now` for `fresh`.
// Returns how many EU batches were passed over because they were over already: they cover nothing,
// and the all-clear of the others ends with the first that does. A list that cannot be read whole,
// or that can match nothing, is an error: the rest of it would get the all-clear.
[[nodiscard]] Result<std::size_t> GatherRevocations(const RevocationSources& sources, Timestamp now,
                                                    std::chrono::hours fresh,
                                                    keys::RevocationBuilder& builder);

}  // namespace clearway::tools
