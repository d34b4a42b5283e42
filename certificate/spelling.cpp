#include "certificate/spelling.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace clearway::certificate {
namespace {

// How far a spelling has been read: the next letter, and what is left of the one before it.
struct Place {
  std::size_t next = 0;
  std::string_view left;

  [[nodiscard]] bool AtEnd(const Spelled& spelled) const {
    return left.empty() && next == spelled.size();
  }
  [[nodiscard]] std::tuple<std::size_t, const char*, std::size_t> Key() const {
    return {next, left.empty() ? nullptr : left.data(), left.size()};
  }
};

// Walks through two spellings side by side, through every choice that both allow, each pair of
// places once.
class Walk {
 public:
  Walk(const Spelled& one, const Spelled& other) : one_(one), other_(other) {}

  Relation Run() {
    Visit({}, {});
    return relation_;
  }

 private:
  void Visit(Place one, Place other) {
    const std::size_t shared = std::min(one.left.size(), other.left.size());
    if (one.left.substr(0, shared) != other.left.substr(0, shared)) return;
    one.left.remove_prefix(shared);
    other.left.remove_prefix(shared);
    if (!seen_.emplace(one.Key(), other.Key()).second) return;
    const bool one_ends = one.AtEnd(one_);
    const bool other_ends = other.AtEnd(other_);
    relation_.equal |= one_ends && other_ends;
    relation_.one_begins_other |= one_ends;
    relation_.other_begins_one |= other_ends;
    if (one.left.empty() && one.next < one_.size()) {
      for (const std::string_view choice : one_[one.next]) Visit({one.next + 1, choice}, other);
    } else if (other.left.empty() && other.next < other_.size()) {
      for (const std::string_view choice : other_[other.next]) {
        Visit(one, {other.next + 1, choice});
      }
    }
  }

  const Spelled& one_;
  const Spelled& other_;
  Relation relation_;
  std::set<std::pair<std::tuple<std::size_t, const char*, std::size_t>,
                     std::tuple<std::size_t, const char*, std::size_t>>>
      seen_;
};

// What romanisations write for one sound, in the order in which it is replaced.
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> kSounds{{
    {"SHCH", "S"}, {"SCH", "S"}, {"TSCH", "S"}, {"SH", "S"}, {"CH", "S"}, {"ZH", "S"}, {"TS", "S"},
    {"KH", "H"},   {"GH", "G"},  {"DH", "D"},   {"TH", "T"}, {"PH", "F"}, {"CK", "K"}, {"X", "KS"},
    {"Q", "K"},    {"C", "K"},   {"W", "V"},    {"Z", "S"},  {"AE", "A"}, {"OE", "O"}, {"UE", "U"},
    {"OU", "U"},   {"OO", "U"},  {"EE", "I"},   {"IE", "E"}, {"YE", "E"}, {"YU", "U"}, {"IU", "U"},
    {"JU", "U"},   {"YA", "A"},  {"IA", "A"},   {"JA", "A"}, {"Y", "I"},  {"J", "I"},
}};

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string Sound(const Spelled& part) {
  std::string sound = Written(part);
  for (const auto& [written, heard] : kSounds) ReplaceAll(sound, written, heard);
  const auto doubles = std::ranges::unique(sound);
  sound.erase(doubles.begin(), doubles.end());
  return sound;
}

std::string Consonants(std::string sound) {
  std::erase_if(sound, [](char letter) { return std::string_view("AEIOU").contains(letter); });
  const auto doubles = std::ranges::unique(sound);
  sound.erase(doubles.begin(), doubles.end());
  return sound;
}

// Every sound of pinyin has a spelling of its own, but for Ü.
std::string WithPlainU(std::string syllable) {
  ReplaceAll(syllable, "YU", "U");
  ReplaceAll(syllable, "V", "U");
  return syllable;
}

bool IsOneOf(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

}  // namespace

Relation Relate(const Spelled& one, const Spelled& other) {
  return Walk(one, other).Run();
}

bool Agree(const Spelled& one, const Spelled& other) {
  return Relate(one, other).equal;
}

Spelled Joined(std::span<const Spelled> parts) {
  Spelled joined;
  for (const Spelled& part : parts) joined.insert(joined.end(), part.begin(), part.end());
  return joined;
}

std::string Written(const Spelled& part) {
  std::string text;
  for (const encoding::Letter& letter : part) text += letter.front();
  return text;
}

bool SoundAlike(const Spelled& one, const Spelled& other) {
  constexpr std::size_t kTelling = 3;  // with fewer consonants too many names are alike
  if (IsPinyinSyllable(Written(one)) && IsPinyinSyllable(Written(other))) {
    return WithPlainU(Written(one)) == WithPlainU(Written(other));
  }
  const std::string first = Sound(one);
  const std::string second = Sound(other);
  if (first.empty() || second.empty()) return false;
  if (first == second) return true;
  const std::string consonants = Consonants(first);
  return consonants.size() >= kTelling && consonants == Consonants(second);
}

bool IsPinyinSyllable(std::string_view text) {
  constexpr std::array<std::string_view, 24> kInitials{"ZH", "CH", "SH", "B", "P", "M", "F", "D",
                                                       "T",  "N",  "L",  "G", "K", "H", "J", "Q",
                                                       "X",  "R",  "Z",  "C", "S", "Y", "W", ""};
  constexpr std::array<std::string_view, 36> kFinals{
      "A",  "O",  "E",   "AI", "EI",  "AO", "OU",   "AN", "EN",   "ANG", "ENG",  "ONG",
      "ER", "I",  "IA",  "IE", "IAO", "IU", "IAN",  "IN", "IANG", "ING", "IONG", "U",
      "UA", "UO", "UAI", "UI", "UAN", "UN", "UANG", "UE", "V",    "VE",  "YU",   "YUE"};
  const std::string_view initial = *std::ranges::find_if(
      kInitials, [text](std::string_view candidate) { return text.starts_with(candidate); });
  return IsOneOf(text.substr(initial.size()), kFinals);
}

}  // namespace clearway::certificate
