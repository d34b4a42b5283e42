#pragma once

#include <cstdint>
#include <span>

namespace clearway::printer {

// Empties the subroutines that a font program in Adobe's Compact Font Format (Technical Note 5176)
// does not need, in place: its size and everything's place in it stay. cairo's subsets keep each of
// a font's subroutines, the unused ones as a single `return`; a Chinese font has 30,000 of them,
// whose offsets, each one more than the last, do not compress. Those of empty ones, all the same,
// do. False, and nothing is changed: this is no such program.
[[nodiscard]] bool EmptyUnusedSubroutines(std::span<std::uint8_t> program);

}  // namespace clearway::printer
