#include "base/encoding/utf8.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace clearway::encoding {
namespace {

// What a first byte promises: how many bytes follow, and the range of the first of them (which is
// what excludes overlong forms, surrogates and too large values; RFC 3629 section 4).
struct Lead {
  int following;
  std::uint8_t low;
  std::uint8_t high;
};

Lead LeadOf(std::uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {-1, 0, 0};
}

// `Word` tells how many bytes are looked at together.
template <typename Word>
Word Load(const char* bytes) {
  Word word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// As nearly all texts are. Loads that overlap take the place of a loop over the last bytes.
bool IsAscii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  const char* const first = text.data();
  const char* const end = first + text.size();
  std::uint64_t seen = 0;
  if (text.size() >= 8) {
    for (const char* at = first; end - at > 8; at += 8) seen |= Load<std::uint64_t>(at);
    seen |= Load<std::uint64_t>(end - 8);
  } else if (text.size() >= 4) {
    seen = Load<std::uint32_t>(first) | Load<std::uint32_t>(end - 4);
  } else if (!text.empty()) {
    seen = Load<std::uint8_t>(first) | Load<std::uint8_t>(first + text.size() / 2) |
           Load<std::uint8_t>(end - 1);
  }
  return (seen & kHighBits) == 0;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  if (IsAscii(text)) return true;
  std::size_t i = 0;
  while (i < text.size()) {
    if (static_cast<std::uint8_t>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    Lead lead = LeadOf(static_cast<std::uint8_t>(text[i++]));
    if (lead.following < 0) return false;
    for (; lead.following > 0; --lead.following) {
      if (i == text.size()) return false;
      const auto byte = static_cast<std::uint8_t>(text[i++]);
      if (byte < lead.low || byte > lead.high) return false;
      lead.low = 0x80;
      lead.high = 0xBF;
    }
  }
  return true;
}

std::optional<std::u32string> CodePoints(std::string_view text) {
  if (!IsUtf8(text)) return std::nullopt;
  std::u32string points;
  for (const char character : text) {
    const auto byte = static_cast<std::uint8_t>(character);
    if ((byte & 0xC0) == 0x80) {
      points.back() = points.back() << 6 | (byte & 0x3F);
    } else {
      // A first byte keeps as many of its bits as its leading ones leave: 7, 5, 4 or 3.
      const int ones = std::countl_one(byte);
      points += static_cast<char32_t>(byte & (0xFF >> (ones == 0 ? 1 : ones + 1)));
    }
  }
  return points;
}

}  // namespace clearway::encoding
