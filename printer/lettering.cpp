#include "printer/lettering.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

namespace clearway::printer {

namespace {

using text::Alignment;

Alignment Opposite(Alignment alignment) {
  if (alignment == Alignment::kCentre) return alignment;
  return alignment == Alignment::kStart ? Alignment::kEnd : Alignment::kStart;
}

// Unicode's line and paragraph separators break lines as control characters do.
std::string OnOneLine(std::string text) {
  for (const std::string_view separator : {"\u2028", "\u2029", "\u0085"}) {
    for (std::size_t at = 0; (at = text.find(separator, at)) != std::string::npos;) {
      text.replace(at, separator.size(), " ");
    }
  }
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 32; }, ' ');
  return text;
}

// Pango makes a line higher where it mixes fonts, which only matters to the lines after it.
double HeightOf(const text::Extents& extents, double line_height) {
  const double even = extents.lines * line_height;
  return extents.lines > 1 ? std::max(even, extents.height) : even;
}

// A subset of a CJK font costs 60 kB before its first glyph: Cairo keeps a place for each of the
// font's 28,000 subroutines. Text takes one such font; the few bold words do without a second.
bool IsWrittenInHan(const text::Language& language) {
  const std::string& tag = language.tag();
  return tag.starts_with("zh") || tag == "ja" || tag == "ko";
}

}  // namespace

std::string Lettering::Join(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " · "));
}

TextPiece Lettering::SetFirst(const std::string& text, const Tone& tone, double width,
                              Alignment alignment) const {
  return Set(text, first().language(), tone, width, alignment);
}

TextPiece Lettering::SetFirstToFit(const std::string& text, const Tone& tone, double width) const {
  constexpr double kSmallest = 0.75;
  const double natural = SetFirst(text, tone, 0).width;
  Tone fitting = tone;
  if (natural > width) fitting.size *= std::max(kSmallest, 0.99 * width / natural);
  TextPiece piece = SetFirst(text, fitting, width);
  // As high as its neighbours, and on their base line where it is one line.
  if (piece.layout.extents().lines == 1) piece.y += Drop(tone, fitting);
  piece.height = std::max(piece.height, tone.size * scale_ * kLineHeight);
  return piece;
}

TextPiece Lettering::SetOthers(const std::string& text, const Tone& tone, double width,
                               Alignment alignment) const {
  const text::Catalogue& language = languages_.size() > 1 ? *languages_[1] : first();
  return Set(text, language.language(), tone, width, alignment);
}

TextPiece Lettering::Set(const std::string& text, const text::Language& language, const Tone& tone,
                         double width, Alignment alignment) const {
  const bool same_direction = language.direction() == direction();
  const double size = tone.size * scale_;
  const text::Style style{.size = size,
                          .weight = tone.weight,
                          .alignment = same_direction ? alignment : Opposite(alignment),
                          .width = width,
                          .max_lines = kMostLines,
                          .line_height = size * kLineHeight};
  text::Layout layout = typesetter_.Set(OnOneLine(text), language, style);
  const text::Extents extents = layout.extents();
  const double box = width > 0 ? width : extents.width;
  return {.layout = std::move(layout),
          .y = size * kBaseline - extents.baseline,
          .width = box,
          .height = HeightOf(extents, size * kLineHeight),
          .grey = tone.grey,
          .outlined = tone.weight == text::Weight::kBold && IsWrittenInHan(language)};
}

}  // namespace clearway::printer
