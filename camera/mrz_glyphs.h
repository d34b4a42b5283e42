#pragma once

#include <optional>
#include <vector>

#include "camera/mrz_classify.h"
#include "camera/mrz_find.h"

namespace clearway::camera {

// What every glyph of a block looks like.
struct MrzGlyphs {
  std::vector<std::vector<GlyphDistances>>
      lines;  // of the zone: first line first, first column first
  // The mean of every glyph's distance from its nearest character: what is no zone, or lies upside
  // down, is strange.
  float strangeness = 0;
  [[nodiscard]] std::size_t columns() const { return lines.front().size(); }
};

// Looks at a block as a zone of 3 x 30, 2 x 36 or 2 x 44 characters, whichever way up it is less
// strange. Nothing where it has no such columns.
[[nodiscard]] std::optional<MrzGlyphs> LookAtGlyphs(Pyramid& pyramid, const MrzBlock& block);

}  // namespace clearway::camera
