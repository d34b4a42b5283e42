#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/core/result.h"
#include "keys/issuing/seal_message.h"
#include "keys/reader_key.h"

namespace clearway::certificate {

// The sealed form of a signed travel health certificate, as the text of a code. One key of a
// corridor, or one to eight of groups that are all on P-256 or all on SM2. kInvalid: another text,
// or keys that do not go together.
[[nodiscard]] Result<std::string> Seal(std::string_view signed_text,
                                       std::span<const keys::SealingKey> readers,
                                       const keys::Entropy& entropy = keys::SystemEntropy());

}  // namespace clearway::certificate
