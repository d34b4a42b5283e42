#pragma once

#include <string>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::encoding {

// RFC 4648 section 4, with padding, strictly: no line breaks, no character outside the alphabet, no
// bits left over that are not zero. kInvalid otherwise.
[[nodiscard]] Result<Bytes> DecodeBase64(std::string_view text);
[[nodiscard]] std::string EncodeBase64(ByteView bytes);

// RFC 4648 section 5 without padding, as JWS (RFC 7515) writes it. As strict as DecodeBase64.
[[nodiscard]] Result<Bytes> DecodeBase64Url(std::string_view text);
// Whether all characters are of that alphabet, even if no bytes encode to them.
[[nodiscard]] bool IsBase64Url(std::string_view text);
[[nodiscard]] std::string EncodeBase64Url(ByteView bytes);

}  // namespace clearway::encoding
