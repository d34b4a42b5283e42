#pragma once

#include <vector>

#include "camera/beginning.h"
#include "camera/finder_patterns.h"
#include "camera/sampler.h"

namespace clearway::camera {

// Three finder patterns that may be one symbol's, as seen from its front.
struct FinderTriple {
  FinderPattern top_left;
  FinderPattern top_right;
  FinderPattern bottom_left;
};

// Two that may be, in no order: the third is out of sight.
struct FinderPair {
  FinderPattern one;
  FinderPattern other;
};

// Where a symbol's grid may be begun (see FitSymbol): its version from the distances and the timing
// patterns, its perspective from the finder patterns' shapes. The likeliest version first; none
// where the patterns are no finder patterns or no timing pattern is seen.
[[nodiscard]] std::vector<Beginning> BeginGrids(const Sampler& sampler,
                                                const FinderTriple& finders);

// The same from two finder patterns, for versions that have alignment patterns to feel the
// way from them to the far side (2 and more).
[[nodiscard]] std::vector<Beginning> BeginGrids(const Sampler& sampler, const FinderPair& finders);

}  // namespace clearway::camera
