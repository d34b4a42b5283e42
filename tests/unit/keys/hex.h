#pragma once

#include <string>
#include <string_view>

#include "base/encoding/bytes.h"

namespace clearway::keys {

// Hexadecimal digits as published vectors write them.
[[nodiscard]] inline encoding::Bytes FromHex(std::string_view hex) {
  encoding::Bytes bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes.push_back(
        static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16)));
  }
  return bytes;
}

}  // namespace clearway::keys
