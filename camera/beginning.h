#pragma once

#include <vector>

#include "camera/symbol_fit.h"

namespace clearway::camera {

// What a grid may be begun with if the symbol is of a version, and how clearly a timing pattern is
// then seen, in grey levels.
struct Beginning {
  float timing = 0;
  int version = 0;
  Anchors anchors;
};

// The two whose timing patterns are clearest, clearest first.
[[nodiscard]] std::vector<Beginning> Clearest(std::vector<Beginning> beginnings);

}  // namespace clearway::camera
