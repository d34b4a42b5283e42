#pragma once

#include <string>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::encoding {

// RFC 9285, strictly: kInvalid for a character outside the alphabet (lower case is outside), a
// group of three above 65535, a group of two above 255, and a single character left over. The space
// is a data character, so nothing is trimmed.
[[nodiscard]] Result<Bytes> DecodeBase45(std::string_view text);
[[nodiscard]] std::string EncodeBase45(ByteView bytes);

}  // namespace clearway::encoding
