#include "certificate/name_comparison.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding/utf8.h"
#include "certificate/spelling.h"

namespace clearway::certificate {
namespace {

using Parts = std::vector<Spelled>;
using enum NameRelation;

constexpr std::size_t kMostParts = 16;
constexpr std::size_t kMostLetters = 200;

// A name taken apart. Where nobody says which part is the surname, all of it is in `given`.
struct Parsed {
  Parts surname;
  Parts given;
  bool is_split = true;
  bool is_latin = true;  // as written: no romanisation of ours is in it
  bool may_be_cut = false;
  bool is_chinese = false;
};

// --- Words that are no names ---------------------------------------------------------------------

constexpr std::array<std::string_view, 40> kParticles{
    "VON", "VAN",  "VOM",   "ZU",  "ZUR", "ZUM", "DER", "DEN", "DEM",   "DE",
    "DEL", "DELA", "DELLA", "DI",  "DA",  "DO",  "DOS", "DAS", "DU",    "LA",
    "LE",  "LOS",  "LAS",   "TEN", "TER", "AL",  "EL",  "BIN", "BINTI", "BINT",
    "IBN", "Y",    "E",     "JR",  "SR",  "II",  "III", "IV",  "DR",    "PROF"};
constexpr std::array<std::string_view, 5> kTitles{"DR", "PROF", "MR", "MRS", "MS"};
// What is written where somebody has no such name.
constexpr std::array<std::string_view, 4> kPlaceholders{"FNU", "LNU", "XXX", "UNKNOWN"};
// First names that brothers or sisters often share; the name behind them tells who it is.
constexpr std::array<std::string_view, 28> kShared{
    "MARIA",   "MARIE",    "MARY",    "JOSE",     "JEAN",     "JUAN",     "ANA",
    "ANNA",    "MOHAMMED", "MOHAMED", "MUHAMMAD", "MOHAMMAD", "MUHAMMED", "MOHAMAD",
    "MUHAMAD", "MXHMD",    "MEHMET",  "AHMED",    "AHMAD",    "ABDUL",    "ABDEL",
    "ABD",     "ABU",      "SYED",    "SRI",      "THI",      "VAN",      "DUC"};
// Surnames of many millions each.
constexpr std::array<std::string_view, 31> kCommonSurnames{
    "LI",   "WANG", "ZHANG", "LIU",    "CHEN", "YANG", "HUANG", "ZHAO",  "WU",  "ZHOU", "XU",
    "SUN",  "MA",   "ZHU",   "HU",     "GUO",  "HE",   "LIN",   "GAO",   "LUO", "KIM",  "LEE",
    "PARK", "CHOI", "JUNG",  "NGUYEN", "TRAN", "LE",   "PHAM",  "SINGH", "KAUR"};

bool IsIn(std::span<const std::string_view> words, const Spelled& part) {
  return std::ranges::find(words, Written(part)) != words.end();
}

Parts Without(std::span<const std::string_view> words, const Parts& parts) {
  Parts kept;
  std::ranges::copy_if(parts, std::back_inserter(kept),
                       [words](const Spelled& part) { return !IsIn(words, part); });
  return kept;
}

// A surname may consist of what is a particle elsewhere (LE).
Parts WithoutParticles(const Parts& surname) {
  Parts kept = Without(kParticles, surname);
  return kept.empty() ? surname : kept;
}

// A given name that tells one child from another.
bool IsTelling(const Spelled& part) {
  return part.size() >= 3 && !IsIn(kShared, part) && !IsPinyinSyllable(Written(part));
}

bool IsCommon(const Parsed& name) {
  constexpr std::size_t kShortGivenName = 5;
  return name.surname.size() == 1 && IsIn(kCommonSurnames, name.surname.front()) &&
         Joined(name.given).size() <= kShortGivenName;
}

// --- Taking names apart --------------------------------------------------------------------------

// Pinyin's Ü, which passports write YU and older ones V: one letter that agrees with both.
void MarkPinyinU(Spelled& part) {
  const auto is = [&part](std::size_t at, std::string_view letters) {
    return part[at].size() == 1 && letters.contains(part[at].front());
  };
  for (std::size_t i = 0; i + 2 < part.size(); ++i) {
    if (!is(i, "LN") || !is(i + 1, "Y") || !is(i + 2, "U")) continue;
    part[i + 1] = {"YU", "V"};
    part.erase(part.begin() + static_cast<std::ptrdiff_t>(i) + 2);
  }
}

// The parts of a text; false when it cannot be spelled or is too long to be compared.
bool Add(std::string_view text, Parts& parts, Parsed& parsed) {
  auto spelled = encoding::Spell(text.substr(0, kMostLetters * 4));
  if (!spelled || text.size() > kMostLetters * 4) return false;
  parsed.is_latin = parsed.is_latin && spelled->is_latin;
  for (Spelled& part : spelled->parts) {
    MarkPinyinU(part);
    parts.push_back(std::move(part));
  }
  return parts.size() <= kMostParts && Joined(parts).size() <= kMostLetters;
}

std::optional<Parsed> Parse(std::string_view surname, std::string_view given,
                            const WrittenName& written) {
  Parsed parsed{.may_be_cut = written.may_be_cut, .is_chinese = written.is_chinese};
  if (!Add(surname, parsed.surname, parsed) || !Add(given, parsed.given, parsed)) {
    return std::nullopt;
  }
  parsed.surname = Without(kPlaceholders, parsed.surname);
  parsed.given = Without(kPlaceholders, parsed.given);
  if (parsed.surname.empty()) std::swap(parsed.surname, parsed.given);
  return parsed.surname.empty() ? std::nullopt : std::optional(parsed);
}

std::optional<Parsed> ParseWhole(std::string_view full, const WrittenName& written) {
  Parsed parsed{
      .is_split = false, .may_be_cut = written.may_be_cut, .is_chinese = written.is_chinese};
  if (!Add(full, parsed.given, parsed)) return std::nullopt;
  parsed.given = Without(kPlaceholders, parsed.given);
  return parsed.given.empty() ? std::nullopt : std::optional(parsed);
}

// Every way in which a name is given.
std::vector<Parsed> Readings(const WrittenName& written) {
  const Name& name = written.name;
  std::vector<Parsed> readings;
  for (const auto& parsed :
       {Parse(name.surname_icao, name.given_icao, written),
        Parse(name.surname, name.given, written), ParseWhole(name.full, written)}) {
    if (parsed) readings.push_back(*parsed);
  }
  return readings;
}

// --- Comparing parts -----------------------------------------------------------------------------

// Which of the parts in `some` are among `all`, each once, by a rule; the number of them.
template <typename Rule>
std::size_t CountFound(const Parts& some, const Parts& all, Rule rule) {
  std::vector<bool> used(all.size());
  std::size_t found = 0;
  for (const Spelled& part : some) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (used[i] || !rule(part, all[i])) continue;
      used[i] = true;
      ++found;
      break;
    }
  }
  return found;
}

bool AreAllIn(const Parts& some, const Parts& all) {
  return !some.empty() && CountFound(some, all, Agree) == some.size();
}

// The same letters, however they are parted, or the same parts in another order.
bool AreSame(const Parts& one, const Parts& other) {
  return Agree(Joined(one), Joined(other)) || (one.size() == other.size() && AreAllIn(one, other));
}

bool SharesTellingPart(const Parts& one, const Parts& other) {
  return std::ranges::any_of(one, [&other](const Spelled& part) {
    return IsTelling(part) &&
           std::ranges::any_of(other, [&part](const Spelled& its) { return Agree(part, its); });
  });
}

// An initial of the other, or its beginning.
bool IsShortForm(const Spelled& one, const Spelled& other) {
  constexpr std::size_t kLeast = 3;
  const Relation relation = Relate(one, other);
  const std::size_t shorter = std::min(one.size(), other.size());
  return relation.equal || ((shorter == 1 || shorter >= kLeast) &&
                            (relation.one_begins_other || relation.other_begins_one));
}

// Whether each part of the shorter name has its own in the longer one, by a rule that works both
// ways.
template <typename Rule>
bool Correspond(const Parts& one, const Parts& other, Rule rule) {
  const Parts& fewer = one.size() <= other.size() ? one : other;
  const Parts& more = one.size() <= other.size() ? other : one;
  return !fewer.empty() && CountFound(fewer, more, rule) == fewer.size();
}

// Each part is the beginning of the other's at the same place, and parts at the end may be missing:
// what Doc 9303 allows when a name does not fit.
bool IsCutFrom(const Parts& cut, const Parts& whole) {
  if (cut.size() > whole.size()) return false;
  for (std::size_t i = 0; i < cut.size(); ++i) {
    if (!Relate(cut[i], whole[i]).one_begins_other) return false;
  }
  return true;
}

bool MayBeCut(const Parts& one, const Parts& other) {
  return IsCutFrom(one, other) || IsCutFrom(other, one);
}

// Whether each of the parts begins another's part, wherever it stands.
bool AreBeginnings(const Parts& cut, const Parts& whole) {
  return CountFound(cut, whole, [](const Spelled& part, const Spelled& its) {
           return Relate(part, its).one_begins_other;
         }) == cut.size();
}

// --- Comparing names -----------------------------------------------------------------------------

bool SoundAlikeInParts(const Parts& one, const Parts& other) {
  return SoundAlike(Joined(one), Joined(other)) || Correspond(one, other, SoundAlike);
}

bool IsCutShort(const Parsed& one, const Parsed& other) {
  return one.may_be_cut || other.may_be_cut;
}

// Given names of people with the same surname, as they stand.
NameRelation CompareGivenParts(const Parts& first, const Parts& second, bool is_cut) {
  if (AreSame(first, second)) return kSame;
  if (first.empty() || second.empty()) return kGivenNamesMissing;
  const bool shares = SharesTellingPart(first, second);
  if (AreAllIn(first, second) || AreAllIn(second, first)) {
    return shares ? kFewerGivenNames : kGivenNamesMissing;
  }
  if (is_cut && MayBeCut(first, second)) return shares ? kCutShort : kInitials;
  if (Correspond(first, second, IsShortForm)) return kInitials;
  return SoundAlikeInParts(first, second) ? kSpelling : kOther;
}

// The same with and without titles: a title that was cut short cannot be told from a name.
NameRelation CompareGiven(const Parsed& one, const Parsed& other) {
  const bool is_cut = IsCutShort(one, other);
  return std::min(
      CompareGivenParts(one.given, other.given, is_cut),
      CompareGivenParts(Without(kTitles, one.given), Without(kTitles, other.given), is_cut));
}

// Whether one surname is a part of the other.
bool IsSurnameInPart(const Parsed& one, const Parsed& other) {
  const Parts& first = one.surname;
  const Parts& second = other.surname;
  return AreAllIn(first, second) || AreAllIn(second, first) ||
         (IsCutShort(one, other) && MayBeCut(first, second));
}

// Names of people whose surnames differ.
NameRelation CompareBeyondSurname(const Parsed& one, const Parsed& other) {
  if (one.given.empty() && AreAllIn(one.surname, other.given)) return kGivenNamesMissing;
  if (other.given.empty() && AreAllIn(other.surname, one.given)) return kGivenNamesMissing;
  const NameRelation given = CompareGiven(one, other);
  if (given == kOther) return kOther;
  if (IsSurnameInPart(one, other)) return kSurnameInPart;
  if (SoundAlike(Joined(one.surname), Joined(other.surname))) return kSpelling;
  const bool have_given =
      !Without(kTitles, one.given).empty() && !Without(kTitles, other.given).empty();
  const bool tells = have_given && (given == kSame || given == kFewerGivenNames);
  return tells ? kOtherSurname : kOther;
}

Spelled Whole(const Parts& begin, const Parts& end) {
  Spelled whole = Joined(begin);
  const Spelled rest = Joined(end);
  whole.insert(whole.end(), rest.begin(), rest.end());
  return whole;
}

NameRelation CompareSplit(const Parsed& one, const Parsed& other) {
  if (AreSame(one.surname, other.surname) ||
      AreSame(WithoutParticles(one.surname), WithoutParticles(other.surname))) {
    return CompareGiven(one, other);
  }
  const Spelled whole = Whole(one.surname, one.given);
  if (Agree(whole, Whole(other.surname, other.given))) return kSame;
  if (Agree(whole, Whole(other.given, other.surname)) ||
      Agree(Whole(one.given, one.surname), Whole(other.surname, other.given))) {
    return one.is_chinese || other.is_chinese ? kSame : kOrder;
  }
  return CompareBeyondSurname(one, other);
}

// Whether the parts, begun anywhere and read around, are the letters.
bool AreInSomeOrder(Parts parts, const Spelled& letters) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (Agree(Joined(parts), letters)) return true;
    std::ranges::rotate(parts, parts.begin() + 1);
  }
  return false;
}

Parts AllParts(const Parsed& name) {
  Parts all = name.surname;
  all.insert(all.end(), name.given.begin(), name.given.end());
  return all;
}

// The parts without those of a surname; nullopt when they are not all there.
std::optional<Parts> WithoutSurname(Parts parts, const Parts& surname) {
  for (const Spelled& part : surname) {
    const auto found =
        std::ranges::find_if(parts, [&part](const Spelled& its) { return Agree(part, its); });
    if (found == parts.end()) return std::nullopt;
    parts.erase(found);
  }
  return parts;
}

// One name in one piece, and one that says which part is the surname.
NameRelation CompareWithSplit(const Parsed& whole, const Parsed& split) {
  if (auto given = WithoutSurname(whole.given, WithoutParticles(split.surname))) {
    Parsed parted = whole;
    parted.surname = split.surname;
    parted.given = std::move(*given);
    return CompareGiven(parted, split);
  }
  return AreAllIn(split.given, whole.given) && SharesTellingPart(split.given, whole.given)
             ? kOtherSurname
             : kOther;
}

// Two names of which nobody says which part is the surname.
NameRelation CompareUnsplit(const Parts& one, const Parts& other) {
  if (AreAllIn(one, other) || AreAllIn(other, one)) return kGivenNamesMissing;
  if (Correspond(one, other, IsShortForm)) return kInitials;
  return SharesTellingPart(one, other) ? kOtherSurname : kOther;
}

// `whole` does not say which of its parts are the surname.
NameRelation CompareWhole(const Parsed& whole, const Parsed& other) {
  const Parts& parts = whole.given;
  const Parts all = AllParts(other);
  const Spelled letters = Joined(parts);
  if (AreSame(parts, all) || AreInSomeOrder(parts, Joined(all)) || AreInSomeOrder(all, letters) ||
      Agree(letters, Whole(other.given, other.surname))) {
    return kSame;
  }
  const NameRelation relation =
      other.is_split ? CompareWithSplit(whole, other) : CompareUnsplit(parts, all);
  if (relation != kOther) return relation;
  if (IsCutShort(whole, other) && (AreBeginnings(parts, all) || AreBeginnings(all, parts))) {
    return kSurnameInPart;
  }
  return SoundAlike(letters, Joined(all)) ? kSpelling : kOther;
}

NameRelation CompareLatin(const Parsed& one, const Parsed& other) {
  NameRelation relation = kOther;
  if (!one.is_split) {
    relation = CompareWhole(one, other);
  } else if (!other.is_split) {
    relation = CompareWhole(other, one);
  } else {
    relation = CompareSplit(one, other);
  }
  // Romanisations differ between countries: our own proves nothing where it does not fit.
  const bool as_written = one.is_latin && other.is_latin;
  if (!as_written && relation > kSameCommon) return kNotComparable;
  return relation == kSame && (IsCommon(one) || IsCommon(other)) ? kSameCommon : relation;
}

// The most that any way in which both names are given says; what can be compared says more than
// what cannot.
NameRelation CompareAllReadings(const WrittenName& one, const WrittenName& other) {
  NameRelation best = kNotComparable;
  const std::vector<Parsed> others = Readings(other);
  for (const Parsed& first : Readings(one)) {
    for (const Parsed& second : others) best = std::min(best, CompareLatin(first, second));
  }
  return best;
}

// --- Chinese characters --------------------------------------------------------------------------

std::u32string Characters(std::string_view name) {
  std::u32string characters = encoding::CodePoints(name).value_or(U"");
  std::erase_if(characters, [](char32_t character) {
    return std::u32string_view(U" \u3000\u00B7\u2022\u30FB").contains(character);
  });
  return characters;
}

// Other characters may be the same name in traditional writing, if one of them is the same.
bool MayBeVariants(const std::u32string& one, const std::u32string& other) {
  if (one.size() != other.size()) return false;
  const auto found_equal = std::ranges::mismatch(one, other, std::not_equal_to<>());
  return found_equal.in1 != one.end();
}

}  // namespace

NameRelation CompareNames(const WrittenName& one, const WrittenName& other) {
  const NameRelation latin = CompareAllReadings(one, other);
  const std::u32string first = Characters(one.name.chinese);
  const std::u32string second = Characters(other.name.chinese);
  if (first.empty() || second.empty()) return latin;
  if (first == second) return kSame;
  if (latin == kOther) return kOther;
  if (latin != kNotComparable) return std::max(latin, kOtherCharacters);
  return MayBeVariants(first, second) ? kOtherCharacters : kOther;
}

}  // namespace clearway::certificate
