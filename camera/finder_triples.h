#pragma once

#include <vector>

#include "camera/finder_patterns.h"
#include "camera/grid_fit.h"

namespace clearway::camera {

// Every three patterns that may be one symbol's, the likeliest first, at most 40: alike in size and
// sign, with a corner that tilt may make some 50 to 130 degrees, and arms that tilt may make unlike.
[[nodiscard]] std::vector<FinderTriple> GroupFinders(const std::vector<FinderPattern>& patterns);

// Every two patterns that may be one symbol's whose third is out of sight, the likeliest first, at
// most 8: clear ones, alike in size and sign.
[[nodiscard]] std::vector<FinderPair> PairFinders(const std::vector<FinderPattern>& patterns);

}  // namespace clearway::camera
