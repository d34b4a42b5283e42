#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::encoding {

// RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
[[nodiscard]] bool IsUtf8(std::string_view text);

// The text's code points; nullopt when it is not UTF-8.
[[nodiscard]] std::optional<std::u32string> CodePoints(std::string_view text);

}  // namespace clearway::encoding
