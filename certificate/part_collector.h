#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "certificate/card_parts.h"
#include "keys/digest.h"

namespace clearway::certificate {

// Between the devices and Read: a camera gives the same code thirty times a second, which is one
// event, and some SMART Health Cards come in several codes, which are one text. Of whole codes it
// keeps digests only; parts it keeps until their card is whole, or Forget. Owned by the thread that
// runs the session.
class PartCollector {
 public:
  // The text to read, or nullopt for a code that was in view a moment ago already, or a part whose
  // others are still missing. A code that comes back after it was away for kAway is a new event:
  // its holder wants an answer again.
  //
  // Parts come in any order, also those of several cards mixed: parts make a card when they fit
  // together (IsWholeCard), whoever signed it. Parts that do not, though no other choice is left,
  // are given once as they are, so that Read can say what is wrong with them.
  [[nodiscard]] std::optional<std::string> Offer(std::string_view text, Moment now);

  // How far the card has come whose part was offered last.
  struct Progress {
    unsigned held = 0;
    unsigned count = 0;
    bool operator==(const Progress&) const = default;
  };
  // Nullopt when no part waits for another.
  [[nodiscard]] std::optional<Progress> progress() const;

  // Every code counts as new; parts stay.
  void SeeAnew() { seen_.clear(); }
  // Forgets everything, at the end of a session.
  void Forget();

  static constexpr std::chrono::seconds kAway{3};

 private:
  struct Seen {
    keys::Sha256Digest digest{};
    Moment last;
  };
  struct Part {
    unsigned index;
    unsigned count;
    std::string digits;
    bool operator==(const Part&) const = default;
  };
  using Choice = std::vector<const Part*>;  // one part for each place
  struct Made {
    std::string text;
    std::vector<Part> parts;  // of a whole card; none where what was the only choice is no card
  };
  friend std::vector<std::string> WithWholeCards(std::vector<std::string> texts);

  [[nodiscard]] bool WasInView(std::string_view text, Moment now);
  [[nodiscard]] std::optional<Made> OfferPart(const CardPart& part);
  [[nodiscard]] std::vector<Choice> PartsForEachPlace(const Part& newest) const;
  std::vector<Part> Drop(const Choice& used);

  std::deque<Seen> seen_;   // oldest first, kMostSeen at most
  std::deque<Part> parts_;  // oldest first, kMostKept at most
};

// Several persons' codes, with the parts of each card put together where the first of them stood:
// as PartCollector does it with codes that come one after the other. Parts that make no card stay
// as they are, for Read to say so.
[[nodiscard]] std::vector<std::string> WithWholeCards(std::vector<std::string> texts);

}  // namespace clearway::certificate
