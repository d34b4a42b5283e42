#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// National letters in A to Z, as ICAO Doc 9303-3 section 6 writes them in the machine-readable
// zone: Latin (with Vietnamese letters and pinyin's tones beside its table), Cyrillic, Arabic.
namespace clearway::encoding {

// One letter of a name and the ways in which issuers write it: the recommended one first, each of
// A-Z or empty for what is not written at all. A digit and A-Z stand for themselves.
using Letter = std::vector<std::string_view>;

// A name's parts, which spaces, hyphens and the like separate; apostrophes and points are left out.
struct SpelledName {
  std::vector<std::vector<Letter>> parts;  // none is empty
  bool is_latin = true;                    // no letter of another script is in it
};

// Nullopt when the text is not UTF-8, or has a letter that the tables do not have (Chinese, Greek,
// ...). The views point into tables that live as long as the program.
[[nodiscard]] std::optional<SpelledName> Spell(std::string_view name);

// The recommended spelling, one space between the parts: "Müller-Łukasz" is "MUELLER LUKASZ".
[[nodiscard]] std::optional<std::string> Transliterate(std::string_view name);

}  // namespace clearway::encoding
