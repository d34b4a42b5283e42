#include "base/core/without_payload.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/core/printable.h"

namespace clearway {
namespace {

constexpr std::array<std::string_view, 6> kPrefixes = {"HC1:", "TH1:", "SHC:/",
                                                       "NCFV", "CB1:", "CC1:"};
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

// How much of a payload's begin may be shown; nullopt for what is no payload: the begin of a code,
// of a JSON object or a list of them, or a word with the fillers of a machine-readable zone.
std::optional<std::size_t> BeginOfPayload(std::string_view text) {
  for (const std::string_view prefix : kPrefixes) {
    if (StartsWithAnyCase(text, prefix)) return prefix.size();
  }
  if (text.starts_with('{') || text.starts_with('[')) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", 1);
    if (next != std::string_view::npos && std::string_view("\"{[").contains(text[next])) return 1;
  }
  return text.substr(0, text.find_first_of(kBeforeAWord)).contains("<<") ? std::optional(0)
                                                                         : std::nullopt;
}

// Where the first payload that was not cut yet is cut off; npos: there is none.
std::size_t EndOfBegin(std::string_view sentence) {
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    if (at > 0 && !kBeforeAWord.contains(sentence[at - 1])) continue;
    const std::optional<std::size_t> length = BeginOfPayload(sentence.substr(at));
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
