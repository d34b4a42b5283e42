#pragma once

#include <optional>
#include <vector>

#include "camera/grid.h"
#include "camera/sampler.h"
#include "camera/symbol_layout.h"

namespace clearway::camera {

// A symbol's grid, and how well what is the same in all symbols of its version is seen there: 1 as
// clearly as the finder patterns themselves, 0 by chance.
struct FittedGrid {
  const SymbolLayout* layout = nullptr;
  Grid grid;
  float agreement = 0;
};

// What a grid is begun with.
struct Anchors {
  std::vector<Match> matches;  // places of the symbol, in modules, and where they lie
  float contrast = 0;          // of the finder patterns, in grey levels
  float module = 0;            // pixels
};

// A sheet that may be wrapped around something costs some milliseconds more where it seems to be.
enum class Sheet { kFlat, kMaybeCurled };

// Pulls a rough grid of one version into place by everything that is known of such a symbol.
// Nothing where the anchors do not make a grid, or hardly anything of it is seen.
[[nodiscard]] std::optional<FittedGrid> FitSymbol(const Sampler& sampler,
                                                  const SymbolLayout& layout, Anchors anchors,
                                                  Sheet sheet);

}  // namespace clearway::camera
