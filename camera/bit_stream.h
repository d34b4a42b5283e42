#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace clearway::camera {

// The message in a symbol's corrected data codewords (ISO/IEC 18004, 7.4): numeric, alphanumeric,
// byte and Kanji segments one after the other. Bytes come as they are; Kanji in UTF-8. Designators of character sets (ECI) and the header of a structured append
// are passed over: each symbol's part is a text of its own. In FNC1's modes `%` stands for the
// separator (GS, 0x1d). Nothing where the bits are no message: an unknown mode, a character out of
// range, a segment longer than the symbol, or padding that no encoder writes.
[[nodiscard]] std::optional<std::string> ReadMessage(std::span<const std::uint8_t> codewords,
                                                     int version);

}  // namespace clearway::camera
