#include "base/core/without_payload.h"

#include <algorithm>
#include <array>

namespace clearway {
namespace {

constexpr std::array<std::string_view, 7> kPrefixes = {"HC1:", "TH1:", "shc:/",    "NCFV",
                                                       "CB1:", "CC1:", "{\"data\""};
constexpr std::string_view kCut = "...";
constexpr std::size_t kLongestWord = 40;
constexpr std::size_t kShown = 8;

// The end of the first prefix that stands at the begin of a word and has something behind it that
// was not cut yet; npos: none.
std::size_t EndOfPrefix(std::string_view sentence) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view prefix : kPrefixes) {
    for (std::size_t at = 0; (at = sentence.find(prefix, at)) != std::string_view::npos;) {
      const bool begins = at == 0 || std::string_view(" \"'(/=\n,").contains(sentence[at - 1]);
      at += prefix.size();
      const bool is_cut = at == sentence.size() || sentence.substr(at).starts_with(kCut);
      if (begins && !is_cut) first = std::min(first, at);
    }
  }
  return first;
}

}  // namespace

std::string WithoutPayload(std::string_view sentence) {
  const std::size_t end = EndOfPrefix(sentence);
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

}  // namespace clearway
