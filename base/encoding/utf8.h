#pragma once

#include <string_view>

namespace clearway::encoding {

// RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
[[nodiscard]] bool IsUtf8(std::string_view text);

}  // namespace clearway::encoding
