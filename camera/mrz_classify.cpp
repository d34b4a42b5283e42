#include "camera/mrz_classify.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "camera/mrz_letters.h"

namespace clearway::camera {
namespace {

using Features = std::array<float, kMrzFeatures>;

Features FeaturesOf(const cv::Mat1f& cell) {
  const CellVector vector = VectorOf(cell);
  Features features{};
  for (std::size_t i = 0; i < features.size(); ++i) {
    // Eight sums side by side, which a compiler may add up at once.
    std::array<float, 8> sums{};
    for (std::size_t j = 0; j < vector.size(); j += sums.size()) {
      for (std::size_t k = 0; k < sums.size(); ++k)
        sums[k] += kMrzDiscriminants[i][j + k] * vector[j + k];
    }
    for (const float sum : sums) features[i] += sum;
  }
  return features;
}

float Distance(const Features& one, const Features& other) {
  float sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += (one[i] - other[i]) * (one[i] - other[i]);
  return sum;
}

}  // namespace

GlyphDistances DistancesOf(const cv::Mat1f& cell) {
  const Features features = FeaturesOf(cell);
  GlyphDistances distances{};
  for (std::size_t i = 0; i < distances.size(); ++i) {
    distances[i] = std::numeric_limits<float>::max();
    for (const Features& centre : kMrzLetters[i].centres)
      distances[i] = std::min(distances[i], Distance(features, centre));
  }
  return distances;
}

Nearest NearestOf(const GlyphDistances& distances, std::string_view alphabet) {
  constexpr float kNone = std::numeric_limits<float>::max();
  Nearest nearest{.distance = kNone, .margin = kNone};
  float next = kNone;
  for (std::size_t i = 0; i < distances.size(); ++i) {
    if (!alphabet.contains(kMrzCharacters[i])) continue;
    if (distances[i] < nearest.distance) {
      next = std::exchange(nearest.distance, distances[i]);
      nearest.next = std::exchange(nearest.character, kMrzCharacters[i]);
    } else if (distances[i] < next) {
      next = distances[i];
      nearest.next = kMrzCharacters[i];
    }
  }
  nearest.margin = next - nearest.distance;
  return nearest;
}

const Ink& UsualInk(char character) {
  return kMrzLetters[std::min(kMrzCharacters.find(character), kMrzCharacters.size() - 1)].ink;
}

}  // namespace clearway::camera
