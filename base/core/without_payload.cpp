#include "base/core/without_payload.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/core/printable.h"

namespace clearway {
namespace {

// In capitals or not, and wherever they stand: behind a scanner's mark (]Q1) or an option's letter,
// too. B64: is how `verify` takes bytes.
constexpr std::array<std::string_view, 7> kPrefixes = {"HC1:", "TH1:", "SHC:/", "NCFV",
                                                       "CB1:", "CC1:", "B64:"};
// What base45 writes besides capitals and digits (RFC 9285). A certificate may have lost its
// prefix.
constexpr std::string_view kSignsOfBase45 = " $%*+-./:";
constexpr std::size_t kLongestCapitals = 24;  // what a path or a number in capitals may have
constexpr std::string_view kBeforeAWord = " \"'(/=\n,";
constexpr std::string_view kCut = "...";
constexpr std::size_t kLongestWord = 40;
constexpr std::size_t kShown = 4;

bool StartsWithAnyCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, [](char letter) {
           return static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
         });
}

bool IsCapital(char letter) {
  return letter >= 'A' && letter <= 'Z';
}

bool IsDigit(char letter) {
  return letter >= '0' && letter <= '9';
}

// More capitals, digits and signs in a row, some of each of the former, than a sentence has.
bool IsBase45(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, [](char letter) {
    return IsCapital(letter) || IsDigit(letter) || kSignsOfBase45.contains(letter);
  });
  const std::string_view run(text.begin(), end);
  return run.size() > kLongestCapitals && std::ranges::any_of(run, IsCapital) &&
         std::ranges::any_of(run, IsDigit);
}

// A filler behind a capital, as in P<UTO or I<UTO, or two of them.
bool IsOfZone(std::string_view word) {
  const std::size_t filler = word.find('<', 1);
  return word.contains("<<") ||
         (filler != std::string_view::npos && IsCapital(word[filler - 1]) &&
          filler + 1 < word.size() && (IsCapital(word[filler + 1]) || IsDigit(word[filler + 1])));
}

std::optional<std::size_t> PrefixOf(std::string_view text) {
  for (const std::string_view prefix : kPrefixes) {
    if (StartsWithAnyCase(text, prefix)) return prefix.size();
  }
  return std::nullopt;
}

// How much of the begin of a payload without a prefix may be shown; nullopt for what is none: the
// begin of a JSON object or a list of them, base45, or a word of a machine-readable zone.
std::optional<std::size_t> BeginOfPayload(std::string_view text) {
  if (text.starts_with('{') || text.starts_with('[')) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", 1);
    if (next != std::string_view::npos && std::string_view("\"{[").contains(text[next])) return 1;
  }
  if (IsBase45(text)) return 0;
  return IsOfZone(text.substr(0, text.find_first_of(kBeforeAWord))) ? std::optional(0)
                                                                    : std::nullopt;
}

// Where the first payload that was not cut yet is cut off; npos: there is none.
std::size_t EndOfBegin(std::string_view sentence) {
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    std::optional<std::size_t> length = PrefixOf(sentence.substr(at));
    const bool is_word = at == 0 || kBeforeAWord.contains(sentence[at - 1]);
    if (!length && is_word) length = BeginOfPayload(sentence.substr(at));
    if (!length) continue;
    const std::string_view behind = sentence.substr(at + *length);
    if (!behind.empty() && !behind.starts_with(kCut)) return at + *length;
  }
  return std::string_view::npos;
}

}  // namespace

std::string WithoutPayload(std::string_view sentence) {
  const std::size_t end = EndOfBegin(sentence);
  const std::string_view rest = sentence.substr(0, end);
  std::string text;
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t stop = std::min(rest.find_first_of(" /\n", at), rest.size());
    const std::string_view word = rest.substr(at, stop - at);
    text += word.size() > kLongestWord ? std::string(word.substr(0, kShown)).append(kCut) : word;
    if (stop < rest.size()) text += rest[stop];
    at = stop + 1;
  }
  return end < sentence.size() ? text.append(kCut) : text;
}

std::string ForTerminal(std::string_view sentence) {
  return Printable(WithoutPayload(sentence));
}

}  // namespace clearway
