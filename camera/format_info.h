#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "camera/symbol_layout.h"

namespace clearway::camera {

// What a symbol says of itself beside its finder patterns (ISO/IEC 18004, 7.9).
struct Format {
  Level level = Level::kL;
  int mask = 0;
  bool operator==(const Format&) const = default;
};

// A possible reading, and how well it agrees with the picture: 1 as well as can be, 0 by chance.
struct FormatGuess {
  Format format;
  bool mirrored = false;  // the symbol is seen from behind: its matrix is transposed
  float agreement = 0;
};

// `modules` holds how surely each module is dark (positive) or light (negative). All 32 formats, seen
// from before and behind, are compared with both copies; the likeliest come first. Those much less
// likely than the first are left out.
[[nodiscard]] std::vector<FormatGuess> GuessFormats(const cv::Mat1f& modules);

// The bits of a version's number, the least first, as they lie in two blocks of 3 x 6 modules.
constexpr int kVersionBits = 18;
// The version of 7 or more whose number agrees best with how dark (positive) each bit is; nothing
// where none agrees well.
[[nodiscard]] std::optional<int> ReadVersion(const std::array<float, kVersionBits>& look);

// How well each version's number agrees with the two copies of it that a symbol of version 7 or
// more holds (7.10), from -1 to 1. `modules` is a symbol of this version's side.
[[nodiscard]] float VersionAgreement(const cv::Mat1f& modules, int version);

}  // namespace clearway::camera
