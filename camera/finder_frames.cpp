#include "camera/finder_frames.h"

#include <algorithm>
#include <cmath>

#include "camera/symbol_layout.h"

namespace clearway::camera {
namespace {

// Grey levels; the share of the clearest one's; and how much of all that differs there is a finder
// pattern's doing.
constexpr float kLeastContrast = 14;
constexpr float kLeastShare = 0.35F;
constexpr float kLeastLikeness = 0.6F;
// Before its exact place and shape are known.
constexpr float kLeastHint = 0.4F;

cv::Point2f Unit(cv::Point2f vector) {
  return vector * (1 / static_cast<float>(cv::norm(vector)));
}

}  // namespace

bool MayBeFinder(const Sampler& sampler, const FinderPattern& finder) {
  constexpr int kTurns = 4;  // in a right angle: after that it looks the same
  for (int i = 0; i < kTurns; ++i) {
    const auto angle = static_cast<float>(i * CV_PI / 2 / kTurns);
    const cv::Vec2f across(std::cos(angle), std::sin(angle));
    const cv::Vec2f x = finder.shape * across * finder.module;
    const cv::Vec2f y = finder.shape * cv::Vec2f(-across[1], across[0]) * finder.module;
    if (FinderLikeness(sampler, {finder.centre, {x[0], x[1]}, {y[0], y[1]}}) > kLeastHint)
      return true;
  }
  return false;
}

LocalFrame FrameOfFinder(const Sampler& sampler, const FinderPattern& finder, cv::Point2f across,
                         cv::Point2f down) {
  const cv::Point2f x = Unit(across);
  const cv::Point2f y = Unit(down);
  const cv::Matx22f round = finder.shape.inv();
  const auto length = [&](cv::Point2f way) {
    return finder.module / static_cast<float>(cv::norm(round * cv::Vec2f(way.x, way.y)));
  };
  return FitFinder(sampler, {finder.centre, x * length(x), y * length(y)});
}

bool AreFinders(const Sampler& sampler, std::initializer_list<LocalFrame> frames) {
  float clearest = kLeastContrast;
  for (const LocalFrame& frame : frames)
    clearest = std::max(clearest, FinderContrast(sampler, frame));
  return std::ranges::all_of(frames, [&](const LocalFrame& frame) {
    return FinderContrast(sampler, frame) > kLeastShare * clearest &&
           FinderLikeness(sampler, frame) > kLeastLikeness;
  });
}

void AddFinder(std::vector<Match>& matches, const LocalFrame& frame, cv::Point2f middle) {
  matches.push_back({middle, frame.centre, 4});
  for (const float y : {-3.5F, 3.5F}) {
    for (const float x : {-3.5F, 3.5F})
      matches.push_back({middle + cv::Point2f(x, y), frame(x, y), 1});
  }
}

float ModulesBetween(cv::Point2f from, cv::Point2f to, cv::Point2f module_at_from,
                     cv::Point2f module_at_to) {
  return static_cast<float>(cv::norm(to - from) /
                            std::sqrt(cv::norm(module_at_from) * cv::norm(module_at_to)));
}

std::vector<int> VersionsNear(float side) {
  const float version = (side - 17) / 4;
  const float slack = 0.6F + version * 0.1F;
  std::vector<int> versions;
  for (int v = kLeastVersion; v <= kMostVersion; ++v) {
    if (std::abs(static_cast<float>(v) - version) <= slack) versions.push_back(v);
  }
  std::ranges::sort(versions, {}, [&](int v) { return std::abs(static_cast<float>(v) - version); });
  return versions;
}

float TimingContrast(const Sampler& sampler, const cv::Matx33d& to_picture, int side,
                     Timing timing) {
  const auto look = [&](int at) {
    const float along = static_cast<float>(at) + 0.5F;
    const cv::Point2f module =
        timing == Timing::kRow ? cv::Point2f(along, 6.5F) : cv::Point2f(6.5F, along);
    return sampler.DarknessAt(Map(to_picture, module));
  };
  float contrast = 0;
  int count = 0;
  for (int i = 9; i < side - 8; i += 2, ++count)
    contrast += (look(i - 1) + look(i + 1)) / 2 - look(i);
  return contrast / static_cast<float>(count);
}

}  // namespace clearway::camera
