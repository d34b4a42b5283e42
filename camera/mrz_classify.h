#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <string_view>

#include "camera/mrz_cell.h"

namespace clearway::camera {

// How far a cell is from each of kMrzCharacters: squared distances in units of the variance within
// letters (see mrz_letters.h), so that the difference of two is twice the logarithm of how much
// likelier one is. A well printed letter's own distance is about 50, what is no letter has
// hundreds.
using GlyphDistances = std::array<float, kMrzCharacters.size()>;

[[nodiscard]] GlyphDistances DistancesOf(const cv::Mat1f& cell);

// The nearest character of an alphabet, the next of it, and how much further that is.
struct Nearest {
  char character = '<';
  char next = '<';
  float distance = 0;
  float margin = 0;
};
[[nodiscard]] Nearest NearestOf(const GlyphDistances& distances, std::string_view alphabet);

// A character's own ink (see InkOf), as a clean print shows it.
[[nodiscard]] const Ink& UsualInk(char character);

}  // namespace clearway::camera
