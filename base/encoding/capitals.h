#pragma once

#include <string>
#include <string_view>

namespace clearway::encoding {

// The text with its letters a to z as capitals, as codes of countries are compared.
[[nodiscard]] inline std::string InCapitals(std::string_view text) {
  std::string capitals(text);
  for (char& letter : capitals) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return capitals;
}

}  // namespace clearway::encoding
