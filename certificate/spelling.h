#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding/transliterate.h"

// How parts of names are compared: letter by letter, whatever issuers made of national letters.
namespace clearway::certificate {

// One part of a name, or several written together.
using Spelled = std::vector<encoding::Letter>;

// How two spellings relate, over all ways to write them in A to Z.
struct Relation {
  bool equal = false;             // some way of writing the one is one of the other
  bool one_begins_other = false;  // the first is the beginning of the second, or equal
  bool other_begins_one = false;
};
[[nodiscard]] Relation Relate(const Spelled& one, const Spelled& other);
[[nodiscard]] bool Agree(const Spelled& one, const Spelled& other);

// The parts in one piece.
[[nodiscard]] Spelled Joined(std::span<const Spelled> parts);
// The recommended spelling.
[[nodiscard]] std::string Written(const Spelled& part);

// Whether two spellings sound so much alike that they may stand for one name: romanised by other
// rules (YURI, IURII; MOHAMMED, MUHAMAD), umlauts with and without E. Never a proof.
[[nodiscard]] bool SoundAlike(const Spelled& one, const Spelled& other);

// Whether it can be one syllable of Chinese in pinyin, without tones. Some such names are not
// Chinese ("DAN").
[[nodiscard]] bool IsPinyinSyllable(std::string_view text);

}  // namespace clearway::certificate
