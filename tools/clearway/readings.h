#pragma once

#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "certificate/read.h"

namespace clearway::tools {

// The codes of all inputs of one person, the parts of a card put together. kNotFound and the like:
// see CodesOf.
[[nodiscard]] Result<std::vector<std::string>> CodesOfAll(const std::vector<std::string>& inputs);

// Their readings. Beside a certificate other codes (a web address, a boarding pass) are passed
// over, as a kiosk passes over them; how many, is said on stderr.
[[nodiscard]] std::vector<certificate::Reading> ReadAll(const std::vector<std::string>& codes,
                                                        const certificate::Keyring& keyring,
                                                        Timestamp now);

}  // namespace clearway::tools
