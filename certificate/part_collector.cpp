#include "certificate/part_collector.h"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

#include "base/encoding/bytes.h"
#include "certificate/smart_health_card.h"

namespace clearway::certificate {
namespace {

// More codes than anybody shows at once: what goes beyond is a new event at worst.
constexpr std::size_t kMostSeen = 64;
constexpr std::size_t kMostKept = 2 * std::size_t{kMostCardParts};
constexpr std::size_t kLongestPart = 8192;  // digits; the largest QR code holds 7,089
// So many mixtures are tried for one new part; two cards of three parts have four.
constexpr std::size_t kMostMixtures = 64;

// Goes to the next combination, as an odometer does; false after the last.
template <typename Choices>
bool Advance(std::vector<std::size_t>& positions, const Choices& choices) {
  for (std::size_t place = 0; place < positions.size(); ++place) {
    if (++positions[place] < choices[place].size()) return true;
    positions[place] = 0;
  }
  return false;
}

template <typename Choice>
std::string TextOf(const Choice& parts) {
  std::string text(kSmartHealthCardPrefix);
  for (const auto* part : parts) text += part->digits;
  return text;
}

// Nullopt: a whole code, or none that is worth keeping.
std::optional<CardPart> OneOfSeveral(std::string_view text) {
  const std::optional<CardPart> part = ParseCardPart(text);
  const bool is_kept = part && part->count > 1 && part->digits.size() <= kLongestPart;
  return is_kept ? part : std::nullopt;
}

// Puts the card in the place of the first of these parts and takes the others out. Without one of
// them it was put together before.
template <typename IsPart>
void PutTogether(std::string card, const IsPart& is_part, std::vector<std::string>& texts) {
  const auto first = std::ranges::find_if(texts, is_part);
  if (first == texts.end()) return;
  texts.erase(std::remove_if(first + 1, texts.end(), is_part), texts.end());
  *first = std::move(card);
}

}  // namespace

std::optional<std::string> PartCollector::Offer(std::string_view text, Moment now) {
  if (WasInView(text, now)) return std::nullopt;
  const std::optional<CardPart> part = OneOfSeveral(text);
  if (!part) return std::string(text);
  std::optional<Made> made = OfferPart(*part);
  return made ? std::optional(std::move(made->text)) : std::nullopt;
}

std::optional<PartCollector::Progress> PartCollector::progress() const {
  if (parts_.empty()) return std::nullopt;
  Progress progress{.held = 0, .count = parts_.back().count};
  for (const Choice& choice : PartsForEachPlace(parts_.back())) {
    if (!choice.empty()) ++progress.held;
  }
  return progress;
}

void PartCollector::Forget() {
  seen_.clear();
  parts_.clear();
}

bool PartCollector::WasInView(std::string_view text, Moment now) {
  const keys::Sha256Digest digest = keys::Sha256(encoding::AsBytes(text));
  const auto found = std::ranges::find(seen_, digest, &Seen::digest);
  if (found != seen_.end()) return now - std::exchange(found->last, now) < kAway;
  if (seen_.size() == kMostSeen) seen_.pop_front();
  seen_.push_back({digest, now});
  return false;
}

std::optional<PartCollector::Made> PartCollector::OfferPart(const CardPart& part) {
  Part newest{.index = part.index, .count = part.count, .digits = std::string(part.digits)};
  std::erase(parts_, newest);
  if (parts_.size() == kMostKept) parts_.pop_front();
  parts_.push_back(std::move(newest));
  const std::vector<Choice> choices = PartsForEachPlace(parts_.back());
  if (std::ranges::any_of(choices, &Choice::empty)) return std::nullopt;

  std::vector<std::size_t> positions(choices.size());
  std::string text;
  std::size_t tried = 0;
  do {
    Choice parts;
    for (std::size_t place = 0; place < choices.size(); ++place) {
      parts.push_back(choices[place][positions[place]]);
    }
    text = TextOf(parts);
    if (IsWholeCard(text)) return Made{.text = std::move(text), .parts = Drop(parts)};
  } while (++tried < kMostMixtures && Advance(positions, choices));
  const bool was_only_choice =
      std::ranges::all_of(choices, [](const Choice& c) { return c.size() == 1; });
  if (!was_only_choice) return std::nullopt;
  return Made{.text = std::move(text), .parts = {}};
}

// The newest first, since cards are shown one after the other; the newest part's own place has no
// other choice.
std::vector<PartCollector::Choice> PartCollector::PartsForEachPlace(const Part& newest) const {
  std::vector<Choice> choices(newest.count);
  for (const Part& part : std::views::reverse(parts_)) {
    const bool has_its_place = part.index == newest.index && &part != &newest;
    if (part.count == newest.count && !has_its_place) choices[part.index - 1].push_back(&part);
  }
  return choices;
}

std::vector<PartCollector::Part> PartCollector::Drop(const Choice& used) {
  std::vector<Part> whole;
  for (const Part* part : used) whole.push_back(*part);
  for (const Part& part : whole) std::erase(parts_, part);
  return whole;
}

std::vector<std::string> WithWholeCards(std::vector<std::string> texts) {
  PartCollector collector;
  std::vector<PartCollector::Made> cards;
  for (const std::string& text : texts) {
    const std::optional<CardPart> part = OneOfSeveral(text);
    auto made = part ? collector.OfferPart(*part) : std::nullopt;
    if (made && !made->parts.empty()) cards.push_back(*std::move(made));
  }
  for (PartCollector::Made& card : cards) {
    const auto is_part_of_it = [&card](const std::string& text) {
      const std::optional<CardPart> part = OneOfSeveral(text);
      return part && std::ranges::any_of(card.parts, [&part](const auto& used) {
               return used.index == part->index && used.count == part->count &&
                      used.digits == part->digits;
             });
    };
    PutTogether(std::move(card.text), is_part_of_it, texts);
  }
  const auto is_any_part = [](const std::string& text) { return OneOfSeveral(text).has_value(); };
  std::vector<std::string> rest;
  std::ranges::copy_if(texts, std::back_inserter(rest), is_any_part);
  if (auto whole = JoinCardParts(rest)) PutTogether(std::move(*whole), is_any_part, texts);
  return texts;
}

}  // namespace clearway::certificate
