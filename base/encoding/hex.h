#pragma once

#include <string>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::encoding {

// Two lower-case hexadecimal digits a byte.
[[nodiscard]] std::string EncodeHex(ByteView bytes);
// Digits of either case, without separators. kInvalid otherwise.
[[nodiscard]] Result<Bytes> DecodeHex(std::string_view text);

}  // namespace clearway::encoding
