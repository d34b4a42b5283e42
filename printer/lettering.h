#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/text/catalogue.h"
#include "base/text/typesetter.h"
#include "printer/sheet.h"

namespace clearway::printer {

// One kind of lettering on the page. Size in points.
struct Tone {
  double size = 10;
  text::Weight weight = text::Weight::kRegular;
  double grey = 0;  // 0 black to 1 white
};

// Every script has the same line height and base line here, though Arabic's fonts are taller: what
// stands side by side stands level.
inline constexpr double kLineHeight = 1.42;  // in em
inline constexpr double kBaseline = 1.08;    // of the first line, from the top

// Sets a page's texts: the first language large, the others small beside it, all of them aligned as
// the first is read. References must outlive it.
class Lettering {
 public:
  // `scale` makes every letter larger: 1.5 for large print.
  Lettering(const text::Typesetter& typesetter,
            const std::vector<const text::Catalogue*>& languages, double scale = 1)
      : typesetter_(typesetter), languages_(languages), scale_(scale) {}

  [[nodiscard]] double scale() const { return scale_; }
  // How much lower a smaller tone has to begin to stand on a larger one's base line.
  [[nodiscard]] double Drop(const Tone& larger, const Tone& smaller) const {
    return (larger.size - smaller.size) * kBaseline * scale_;
  }

  [[nodiscard]] const text::Catalogue& first() const { return *languages_.front(); }
  [[nodiscard]] text::Direction direction() const { return first().direction(); }

  // `words(catalogue)` in the first language.
  template <typename Words>
  [[nodiscard]] std::string InFirst(const Words& words) const {
    return words(first());
  }
  // The same in each of the other languages, without those that say nothing new.
  template <typename Words>
  [[nodiscard]] std::vector<std::string> InEachOther(const Words& words) const {
    std::vector<std::string> said{words(first())};
    for (std::size_t i = 1; i < languages_.size(); ++i) {
      std::string other = words(*languages_[i]);
      if (std::ranges::find(said, other) == said.end()) said.push_back(std::move(other));
    }
    said.erase(said.begin());
    return said;
  }
  // All of these on one line.
  template <typename Words>
  [[nodiscard]] std::string InOthers(const Words& words) const {
    return Join(InEachOther(words));
  }

  // `text` in a box of `width` whose upper edge is at 0, in the first language or in the others. A
  // width of 0 is as wide as the text. Line breaks in it become spaces: nothing in a certificate
  // may look like a line of the page's own. More than kMostLines end in an ellipsis.
  [[nodiscard]] TextPiece SetFirst(const std::string& text, const Tone& tone, double width,
                                   text::Alignment alignment = text::Alignment::kStart) const;
  [[nodiscard]] TextPiece SetOthers(const std::string& text, const Tone& tone, double width,
                                    text::Alignment alignment = text::Alignment::kStart) const;

  // As SetFirst, in letters up to a quarter smaller where that keeps it on one line.
  [[nodiscard]] TextPiece SetFirstToFit(const std::string& text, const Tone& tone,
                                        double width) const;

  static constexpr int kMostLines = 6;

 private:
  [[nodiscard]] static std::string Join(const std::vector<std::string>& words);
  [[nodiscard]] TextPiece Set(const std::string& text, const text::Language& language,
                              const Tone& tone, double width, text::Alignment alignment) const;

  const text::Typesetter& typesetter_;
  const std::vector<const text::Catalogue*>& languages_;
  const double scale_;
};

}  // namespace clearway::printer
