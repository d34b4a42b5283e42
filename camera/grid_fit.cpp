#include "camera/grid_fit.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "camera/finder_frames.h"
#include "camera/format_info.h"

namespace clearway::camera {
namespace {

// Timing patterns that are seen less clearly than this, beside the finder patterns, are not there.
constexpr float kLeastTiming = 0.06F;

struct TripleFrames {
  LocalFrame top_left;
  LocalFrame top_right;
  LocalFrame bottom_left;
  float contrast = 0;  // of the three, in grey levels
};

// Nothing where one of them is no finder pattern after all.
std::optional<TripleFrames> FramesOf(const Sampler& sampler, const FinderTriple& finders) {
  const cv::Point2f across = finders.top_right.centre - finders.top_left.centre;
  const cv::Point2f down = finders.bottom_left.centre - finders.top_left.centre;
  TripleFrames frames{.top_left = FrameOfFinder(sampler, finders.top_left, across, down)};
  if (!AreFinders(sampler, {frames.top_left})) return std::nullopt;
  frames.top_right = FrameOfFinder(sampler, finders.top_right, across, down);
  if (!AreFinders(sampler, {frames.top_left, frames.top_right})) return std::nullopt;
  frames.bottom_left = FrameOfFinder(sampler, finders.bottom_left, across, down);
  if (!AreFinders(sampler, {frames.top_left, frames.top_right, frames.bottom_left}))
    return std::nullopt;
  frames.contrast =
      (FinderContrast(sampler, frames.top_left) + FinderContrast(sampler, frames.top_right) +
       FinderContrast(sampler, frames.bottom_left)) /
      3;
  return frames;
}

float EstimateSide(const TripleFrames& frames) {
  const float across = ModulesBetween(frames.top_left.centre, frames.top_right.centre,
                                      frames.top_left.across, frames.top_right.across);
  const float down = ModulesBetween(frames.top_left.centre, frames.bottom_left.centre,
                                    frames.top_left.down, frames.bottom_left.down);
  return (across + down) / 2 + 2 * kFinderMiddle;
}

Anchors AnchorsOf(const TripleFrames& frames, int side) {
  Anchors anchors{.contrast = frames.contrast,
                  .module = static_cast<float>(cv::norm(frames.top_left.across))};
  const float far = static_cast<float>(side) - kFinderMiddle;
  AddFinder(anchors.matches, frames.top_left, {kFinderMiddle, kFinderMiddle});
  AddFinder(anchors.matches, frames.top_right, {far, kFinderMiddle});
  AddFinder(anchors.matches, frames.bottom_left, {kFinderMiddle, far});
  return anchors;
}

// What the version's blocks beside two finder patterns say, whichever version it is.
std::optional<int> VersionBeside(const Sampler& sampler, const TripleFrames& frames) {
  const float middle =
      (MiddleDarkness(sampler, frames.top_right) + MiddleDarkness(sampler, frames.bottom_left)) / 2;
  std::array<float, kVersionBits> look{};
  for (int i = 0; i < kVersionBits; ++i) {
    const int row = i / 3;
    const auto near = static_cast<float>(i % 3 - 7);
    const auto along = static_cast<float>(row - 3);
    look[static_cast<std::size_t>(i)] = sampler.DarknessAt(frames.top_right(near, along)) +
                                        sampler.DarknessAt(frames.bottom_left(along, near)) -
                                        2 * middle;
  }
  return ReadVersion(look);
}

}  // namespace

std::vector<Beginning> BeginGrids(const Sampler& sampler, const FinderTriple& finders) {
  const auto fitted = FramesOf(sampler, finders);
  if (!fitted) return {};
  const TripleFrames& frames = *fitted;
  const std::optional<int> said = VersionBeside(sampler, frames);
  std::vector<int> versions = VersionsNear(EstimateSide(frames));
  if (said && std::ranges::count(versions, *said) == 0) versions.push_back(*said);
  std::vector<Beginning> beginnings;
  for (const int version : versions) {
    const int side = SideOfVersion(version);
    Anchors anchors = AnchorsOf(frames, side);
    const auto homography = FitHomography(anchors.matches);
    if (!homography) continue;
    // The clearer of the two: glare often takes one.
    float timing = std::max(TimingContrast(sampler, *homography, side, Timing::kRow),
                            TimingContrast(sampler, *homography, side, Timing::kColumn));
    if (version == said) timing = std::max(timing, frames.contrast);
    if (timing >= kLeastTiming * frames.contrast || version == versions.front())
      beginnings.push_back({timing, version, std::move(anchors)});
  }
  return Clearest(std::move(beginnings));
}

}  // namespace clearway::camera
