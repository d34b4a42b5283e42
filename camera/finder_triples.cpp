#include "camera/finder_triples.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace clearway::camera {
namespace {

constexpr std::size_t kMostTriples = 40;
constexpr float kMostSizeRatio = 1.9F;
constexpr float kMostArmRatio = 2.2F;
constexpr float kMostCosine = 0.64F;
constexpr std::size_t kMostPairs = 8;
constexpr float kMostPairRatio = 1.5F;
constexpr float kClearPattern = 0.8F;
constexpr float kShortestPair = 13;  // modules: version 2 in perspective
// Modules between finder patterns' middles, with room for errors: versions 1 to 40.
constexpr float kShortestArm = 9;
constexpr float kLongestArm = 250;

float Cross(cv::Point2f a, cv::Point2f b) {
  return a.x * b.y - a.y * b.x;
}

float Ratio(float a, float b) {
  return std::max(a, b) / std::min(a, b);
}

struct Scored {
  FinderTriple triple;
  float strangeness = 0;
};

// With `corner` as the symbol's top left.
std::optional<Scored> AsTriple(const FinderPattern& corner, const FinderPattern& one,
                               const FinderPattern& other) {
  const cv::Point2f a = one.centre - corner.centre;
  const cv::Point2f b = other.centre - corner.centre;
  const auto length_a = static_cast<float>(cv::norm(a));
  const auto length_b = static_cast<float>(cv::norm(b));
  const float module = (corner.module + one.module + other.module) / 3;
  if (std::min(length_a, length_b) < kShortestArm * module * 0.6F) return std::nullopt;
  if (std::max(length_a, length_b) > kLongestArm * module) return std::nullopt;
  const float size_ratio =
      std::max({Ratio(corner.module, one.module), Ratio(corner.module, other.module),
                Ratio(one.module, other.module)});
  const float arm_ratio = Ratio(length_a, length_b);
  const float cosine = std::abs(a.dot(b)) / (length_a * length_b);
  if (size_ratio > kMostSizeRatio || arm_ratio > kMostArmRatio || cosine > kMostCosine)
    return std::nullopt;
  const float quality = corner.quality + one.quality + other.quality;
  const float strangeness = (size_ratio - 1) + (arm_ratio - 1) + cosine + (3 - quality);
  // Seen from the front, the top right lies counter-clockwise before the bottom left.
  if (Cross(a, b) > 0) return Scored{{corner, one, other}, strangeness};
  return Scored{{corner, other, one}, strangeness};
}

}  // namespace

std::vector<FinderTriple> GroupFinders(const std::vector<FinderPattern>& patterns) {
  std::vector<Scored> scored;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    for (std::size_t j = 0; j < patterns.size(); ++j) {
      for (std::size_t k = j + 1; k < patterns.size(); ++k) {
        if (i == j || i == k) continue;
        if (patterns[i].negative != patterns[j].negative ||
            patterns[i].negative != patterns[k].negative)
          continue;
        if (auto triple = AsTriple(patterns[i], patterns[j], patterns[k]))
          scored.push_back(*triple);
      }
    }
  }
  std::ranges::stable_sort(scored, {}, &Scored::strangeness);
  if (scored.size() > kMostTriples) scored.resize(kMostTriples);
  std::vector<FinderTriple> triples;
  triples.reserve(scored.size());
  for (const Scored& each : scored) triples.push_back(each.triple);
  return triples;
}

std::vector<FinderPair> PairFinders(const std::vector<FinderPattern>& patterns) {
  std::vector<std::pair<float, FinderPair>> scored;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    for (std::size_t j = i + 1; j < patterns.size(); ++j) {
      const FinderPattern& one = patterns[i];
      const FinderPattern& other = patterns[j];
      if (one.negative != other.negative || std::min(one.quality, other.quality) < kClearPattern)
        continue;
      const float ratio = Ratio(one.module, other.module);
      const auto modules = static_cast<float>(cv::norm(one.centre - other.centre)) /
                           std::sqrt(one.module * other.module);
      if (ratio > kMostPairRatio || modules < kShortestPair || modules > kLongestArm) continue;
      scored.emplace_back(ratio + 2 - one.quality - other.quality, FinderPair{one, other});
    }
  }
  std::ranges::stable_sort(scored, {}, &std::pair<float, FinderPair>::first);
  if (scored.size() > kMostPairs) scored.resize(kMostPairs);
  std::vector<FinderPair> pairs;
  pairs.reserve(scored.size());
  for (const auto& [score, pair] : scored) pairs.push_back(pair);
  return pairs;
}

}  // namespace clearway::camera
