#include "base/core/printable.h"

namespace clearway {
namespace {

bool IsObeyed(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  const auto between = [character](std::string_view low, std::string_view high) {
    return character >= low && character <= high;
  };
  const bool is_broken = first >= 0x80 && first < 0xC0;  // for some terminals, a C1 of one byte
  return (character.size() == 1 && (first < 0x20 || first == 0x7F)) || is_broken ||
         between("\u0080", "\u009F") || between("\u202A", "\u202E") || between("\u2066", "\u2069");
}

}  // namespace

std::string Printable(std::string_view text, std::size_t most) {
  std::string printable;
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == most) return printable + "...";
    std::size_t length = 1;
    const bool leads = static_cast<unsigned char>(text.front()) >= 0xC0;
    while (leads && length < text.size() &&
           (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) {
      ++length;
    }
    const std::string_view character = text.substr(0, length);
    printable += IsObeyed(character) ? "?" : character;
    text.remove_prefix(length);
  }
  return printable;
}

}  // namespace clearway
