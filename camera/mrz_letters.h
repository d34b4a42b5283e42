#pragma once

#include <array>

#include "camera/mrz_cell.h"

// What was learnt of OCR-B's letters when the reader was built (camera/training).
namespace clearway::camera {

inline constexpr int kMrzFeatures = 48;
// Every character is known in so many degrees of sharpness.
inline constexpr int kSharpnesses = 3;

// How a character looks.
struct MrzLetter {
  char character = 0;
  std::array<std::array<float, kMrzFeatures>, kSharpnesses> centres{};
  Ink ink;  // of the middle sharpness
};

// Linear discriminants (Fisher 1936): in the space they span, the squared distance from a letter's
// centre is how unlikely the cell is to be that letter, in units of the variance within letters.
extern const std::array<std::array<float, kCellPixels>, kMrzFeatures> kMrzDiscriminants;
extern const std::array<MrzLetter, kMrzCharacters.size()> kMrzLetters;

}  // namespace clearway::camera
