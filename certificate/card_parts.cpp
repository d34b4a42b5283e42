#include "certificate/card_parts.h"

#include <charconv>
#include <cstdint>
#include <vector>

namespace clearway::certificate {
namespace {

constexpr char kFirstCharacter = '-';  // what the pair 00 stands for
constexpr int kLastPair = 'z' - kFirstCharacter;

std::unexpected<Error> Broken(const char* what) {
  return Fail(Fault::kInvalid, what);
}

// Takes a number and the slash behind it off the text.
std::optional<unsigned> TakeNumber(std::string_view& text) {
  unsigned number = 0;
  const auto outcome = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(outcome.ptr - text.data());
  if (outcome.ec != std::errc{} || length == text.size() || *outcome.ptr != '/' ||
      text.front() == '0') {
    return std::nullopt;
  }
  text.remove_prefix(length + 1);
  return number;
}

// Whether all were pairs. Nothing is decided for each, so that the compiler takes many at once.
bool DecodePairs(std::string_view digits, std::string& text) {
  std::uint8_t wrong = 0;
  const auto* from = reinterpret_cast<const std::uint8_t*>(digits.data());
  char* to = text.data();
  const std::size_t count = text.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto tens = static_cast<std::uint8_t>(from[2 * i] - '0');
    const auto ones = static_cast<std::uint8_t>(from[2 * i + 1] - '0');
    const auto pair = static_cast<std::uint8_t>(tens * 10 + ones);
    wrong |= static_cast<std::uint8_t>((tens > 9) | (ones > 9) | (pair > kLastPair));
    to[i] = static_cast<char>(kFirstCharacter + pair);
  }
  return wrong == 0;
}

}  // namespace

std::optional<CardPart> ParseCardPart(std::string_view text) {
  if (!text.starts_with(kSmartHealthCardPrefix)) return std::nullopt;
  text.remove_prefix(kSmartHealthCardPrefix.size());
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  if (text.find('/') == std::string_view::npos) return CardPart{.digits = text};
  const std::optional<unsigned> index = TakeNumber(text);
  const std::optional<unsigned> count = index ? TakeNumber(text) : std::nullopt;
  if (!count || *count > kMostCardParts || *index > *count) return std::nullopt;
  return CardPart{.index = *index, .count = *count, .digits = text};
}

Result<std::string> JoinCardParts(std::span<const std::string> texts) {
  std::vector<std::optional<std::string_view>> digits;
  for (const std::string& text : texts) {
    const std::optional<CardPart> part = ParseCardPart(text);
    if (!part) return Broken("a code is no part of a SMART Health Card");
    if (digits.empty()) digits.resize(part->count);
    if (digits.size() != part->count) return Broken("the codes are parts of different cards");
    std::optional<std::string_view>& place = digits[part->index - 1];
    if (place && *place != part->digits) return Broken("two codes claim to be the same part");
    place = part->digits;
  }
  if (digits.empty()) return Broken("there is no code");
  std::string whole(kSmartHealthCardPrefix);
  for (const auto& part : digits) {
    if (!part) return Broken("a part of the card is missing");
    whole += *part;
  }
  return whole;
}

Result<std::string> DecodeCard(std::string_view text) {
  const std::optional<CardPart> part = ParseCardPart(text);
  if (!part) return Broken("the code is no SMART Health Card");
  if (part->count != 1) return Broken("the code is one of several parts of a card");
  const std::string_view digits = part->digits;
  if (digits.size() % 2 != 0) return Broken("the card's digits do not make pairs");
  std::string jws(digits.size() / 2, '\0');
  if (!DecodePairs(digits, jws)) {
    return Broken("the card holds something else than pairs of digits up to 77");
  }
  return jws;
}

}  // namespace clearway::certificate
