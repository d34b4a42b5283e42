#include "certificate/holder_name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/encoding/utf8.h"

namespace clearway::certificate {
namespace {

// Code points from U+0080 on that are no letters, as far as they could stand for a name: controls
// and signs, combining marks, punctuation, fillers, variation selectors, what is set apart for
// private use, and tags (Unicode 15, General_Category C, M, P, S and Z, and Default_Ignorable).
constexpr std::array kNoLetters = std::to_array<std::pair<char32_t, char32_t>>({
    {0x0080, 0x00A9}, {0x00AB, 0x00B4}, {0x00B6, 0x00B9},   {0x00BB, 0x00BF},   {0x0300, 0x036F},
    {0x061C, 0x061C}, {0x115F, 0x1160}, {0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x2000, 0x206F}, {0x20A0, 0x20FF}, {0x2190, 0x2BFF},   {0x2E00, 0x2E7F},   {0x3000, 0x3004},
    {0x3008, 0x3020}, {0x3164, 0x3164}, {0xD800, 0xF8FF},   {0xFE00, 0xFE6F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0}, {0xFFE0, 0xFFFF}, {0x1D173, 0x1D17A}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
});

bool IsLetter(char32_t point) {
  if (point < 0x80) return (point | 0x20) >= U'a' && (point | 0x20) <= U'z';
  return std::ranges::none_of(kNoLetters, [point](const auto& range) {
    return point >= range.first && point <= range.second;
  });
}

bool HasLetter(std::string_view text) {
  const auto points = encoding::CodePoints(text);
  return points && std::ranges::any_of(*points, IsLetter);
}

}  // namespace

bool NamesSomebody(const Name& name) {
  for (const std::string_view part :
       {std::string_view(name.surname), std::string_view(name.given),
        std::string_view(name.surname_icao), std::string_view(name.given_icao),
        std::string_view(name.chinese), std::string_view(name.full)}) {
    if (HasLetter(part)) return true;
  }
  return false;
}

}  // namespace clearway::certificate
