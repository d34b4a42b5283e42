#pragma once

#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::keys {

// The content of every block with this label in a PEM text (RFC 7468), e.g. "CERTIFICATE"; what
// stands between and around them is passed over. kInvalid: a block is damaged, of whatever label,
// so that nobody knows what it held.
[[nodiscard]] Result<std::vector<encoding::Bytes>> PemBlocks(encoding::ByteView text,
                                                             std::string_view label);

// The same of a file that may also be one DER value: then that is all of it.
[[nodiscard]] Result<std::vector<encoding::Bytes>> PemBlocksOrDer(encoding::ByteView file,
                                                                  std::string_view label);

}  // namespace clearway::keys
