#pragma once

#include <string_view>
#include <vector>

#include "base/encoding/bytes.h"

namespace clearway::keys {

// The content of every block with this label in a PEM text (RFC 7468), e.g. "CERTIFICATE"; what
// stands between and around them is passed over.
[[nodiscard]] std::vector<encoding::Bytes> PemBlocks(encoding::ByteView text,
                                                     std::string_view label);

// Whether there is a PEM block in the text at all.
[[nodiscard]] bool LooksLikePem(encoding::ByteView text);

}  // namespace clearway::keys
