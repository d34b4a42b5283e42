#include "base/core/printable.h"

#include <fmt/format.h>

#include <algorithm>

namespace clearway {
namespace {

// What its first byte begins, as far as it is there; a byte that begins nothing stands alone.
std::string_view FirstCharacter(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  std::size_t length = 1;
  while (length < std::min(whole, text.size()) &&
         (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) {
    ++length;
  }
  return text.substr(0, length);
}

bool IsObeyed(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  const auto between = [character](std::string_view low, std::string_view high) {
    return character >= low && character <= high;
  };
  const bool is_broken = first >= 0x80 && first < 0xC0;  // for some terminals, a C1 of one byte
  return (character.size() == 1 && (first < 0x20 || first == 0x7F)) || is_broken ||
         between("\u0080", "\u009F") || between("\u202A", "\u202E") || between("\u2066", "\u2069");
}

// RFC 3629. All that a terminal obeys is below U+10000.
unsigned CodePoint(std::string_view character) {
  unsigned point = static_cast<unsigned char>(character.front());
  if (character.size() > 1) point &= character.size() == 2 ? 0x1FU : 0x0FU;
  for (const char byte : character.substr(1)) {
    point = point << 6 | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return point;
}

}  // namespace

std::string Printable(std::string_view text, std::size_t most) {
  std::string printable;
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == most) return printable + "...";
    const std::string_view character = FirstCharacter(text);
    printable += IsObeyed(character) ? "?" : character;
    text.remove_prefix(character.size());
  }
  return printable;
}

std::string PrintableJson(std::string json) {
  const auto is_plain = [](char byte) { return byte >= 0x20 && byte < 0x7F; };
  if (std::ranges::all_of(json, is_plain)) return json;
  std::string printable;
  for (std::string_view rest = json; !rest.empty();) {
    const std::string_view character = FirstCharacter(rest);
    if (IsObeyed(character)) {
      printable += fmt::format("\\u{:04x}", CodePoint(character));
    } else {
      printable += character;
    }
    rest.remove_prefix(character.size());
  }
  return printable;
}

}  // namespace clearway
