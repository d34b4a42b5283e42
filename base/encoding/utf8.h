#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::encoding {

// U+FEFF, with which some editors and issuers begin a text. It is no part of what the text says.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

[[nodiscard]] constexpr std::string_view WithoutByteOrderMark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

// RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
[[nodiscard]] bool IsUtf8(std::string_view text);

// The text's code points; nullopt when it is not UTF-8.
[[nodiscard]] std::optional<std::u32string> CodePoints(std::string_view text);

}  // namespace clearway::encoding
