#pragma once

#include <array>

namespace clearway::camera {

// Unicode's number for each 13-bit character of a QR code's Kanji mode (ISO/IEC 18004, 7.4.6: JIS X
// 0208); 0 where there is none. Written by generate_kanji.py.
extern const std::array<char16_t, 1 << 13> kKanjiCharacters;

}  // namespace clearway::camera
