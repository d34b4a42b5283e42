// Beginnings from two finder patterns: see grid_fit.h.
#include <algorithm>
#include <cmath>

#include "camera/finder_frames.h"
#include "camera/grid_fit.h"

namespace clearway::camera {
namespace {

constexpr int kLeastPairVersion = 2;
constexpr float kLeastTiming = 0.25F;
// The plane that the two patterns suggest without perspective in depth: a hint, no more.
constexpr float kHint = 0.002F;

// Two finder patterns as they lie in a symbol: where their middles are, in modules from the symbol's
// edges, depends on its side.
struct PairFrames {
  LocalFrame one;
  LocalFrame other;
  float contrast = 0;
};

cv::Point2f QuarterTurn(cv::Point2f v) {
  return {-v.y, v.x};
}

PairFrames FramesAlong(const Sampler& sampler, const FinderPair& pair, cv::Point2f across) {
  const cv::Point2f down = QuarterTurn(across);
  PairFrames frames{FrameOfFinder(sampler, pair.one, across, down),
                    FrameOfFinder(sampler, pair.other, across, down)};
  frames.contrast =
      (FinderContrast(sampler, frames.one) + FinderContrast(sampler, frames.other)) / 2;
  return frames;
}

// Where two finder patterns may be in a symbol.
struct Placing {
  cv::Point2f one;
  cv::Point2f other;
};

Anchors AnchorsOf(const PairFrames& frames, const Placing& placing) {
  Anchors anchors{.contrast = frames.contrast,
                  .module = static_cast<float>(cv::norm(frames.one.across))};
  AddFinder(anchors.matches, frames.one, placing.one);
  AddFinder(anchors.matches, frames.other, placing.other);
  const auto hint = [&](const LocalFrame& frame, cv::Point2f middle, cv::Point2f away) {
    anchors.matches.push_back({middle + away, frame(away.x, away.y), kHint});
  };
  const cv::Point2f between = placing.other - placing.one;
  for (const cv::Point2f away : {QuarterTurn(between), -QuarterTurn(between)}) {
    hint(frames.one, placing.one, away);
    hint(frames.other, placing.other, away);
  }
  return anchors;
}

void Begin(std::vector<Beginning>& beginnings, const Sampler& sampler, const PairFrames& frames,
           const Placing& placing, int version) {
  Anchors anchors = AnchorsOf(frames, placing);
  const auto homography = FitHomography(anchors.matches);
  if (!homography) return;
  const int side = SideOfVersion(version);
  const float timing = std::max(TimingContrast(sampler, *homography, side, Timing::kRow),
                                TimingContrast(sampler, *homography, side, Timing::kColumn));
  if (timing >= kLeastTiming * frames.contrast)
    beginnings.push_back({timing, version, std::move(anchors)});
}

LocalFrame Turned(const LocalFrame& frame) {
  return {frame.centre, frame.down, -frame.across};
}

PairFrames Turned(const PairFrames& frames) {
  return {Turned(frames.one), Turned(frames.other), frames.contrast};
}

PairFrames Swapped(const PairFrames& frames) {
  return {frames.other, frames.one, frames.contrast};
}

// The side, where both are on the symbol's upper or left edge: `frames` run along it.
float SideAlongEdge(const PairFrames& frames) {
  return ModulesBetween(frames.one.centre, frames.other.centre, frames.one.across,
                        frames.other.across) +
         2 * kFinderMiddle;
}

// From one to the other in modules of both.
cv::Point2f InModules(const PairFrames& frames) {
  const cv::Point2f way = frames.other.centre - frames.one.centre;
  const cv::Point2f x = (frames.one.across + frames.other.across) * 0.5F;
  const cv::Point2f y = (frames.one.down + frames.other.down) * 0.5F;
  const float cross = x.x * y.y - x.y * y.x;
  if (std::abs(cross) < 1e-6F) return {0, 0};
  return {(way.x * y.y - way.y * y.x) / cross, (x.x * way.y - x.y * way.x) / cross};
}

// Top left and top right, or bottom left and top left, whichever is one and other.
void BeginAlongEdge(std::vector<Beginning>& beginnings, const Sampler& sampler,
                    const PairFrames& along) {
  for (const int version : VersionsNear(SideAlongEdge(along))) {
    if (version < kLeastPairVersion) continue;
    const float far = static_cast<float>(SideOfVersion(version)) - kFinderMiddle;
    const cv::Point2f top_left(kFinderMiddle, kFinderMiddle);
    for (const PairFrames& frames : {along, Turned(Turned(Swapped(along)))}) {
      Begin(beginnings, sampler, frames, {top_left, {far, kFinderMiddle}}, version);
      // Upwards along the left edge: the frames' rows are the symbol's columns.
      Begin(beginnings, sampler, Turned(frames), {{kFinderMiddle, far}, top_left}, version);
    }
  }
}

// Bottom left and top right: with rows and columns an eighth turn on from the line between them, as
// BeginGrids takes them, that is the only way round.
void BeginAcross(std::vector<Beginning>& beginnings, const Sampler& sampler,
                 const PairFrames& frames) {
  for (const PairFrames& turned : {frames, Turned(Turned(Swapped(frames)))}) {
    const cv::Point2f way = InModules(turned);
    const float side = (std::abs(way.x) + std::abs(way.y)) / 2 + 2 * kFinderMiddle;
    for (const int version : VersionsNear(side)) {
      if (version < kLeastPairVersion) continue;
      const float far = static_cast<float>(SideOfVersion(version)) - kFinderMiddle;
      Begin(beginnings, sampler, turned, {{kFinderMiddle, far}, {far, kFinderMiddle}}, version);
    }
  }
}

}  // namespace

std::vector<Beginning> BeginGrids(const Sampler& sampler, const FinderPair& finders) {
  const cv::Point2f way = finders.other.centre - finders.one.centre;
  const PairFrames along = FramesAlong(sampler, finders, way);
  const PairFrames across = FramesAlong(sampler, finders, way + QuarterTurn(way));
  const bool is_edge = along.contrast > across.contrast;
  const PairFrames& frames = is_edge ? along : across;
  if (!AreFinders(sampler, {frames.one, frames.other})) return {};
  std::vector<Beginning> beginnings;
  if (is_edge) {
    BeginAlongEdge(beginnings, sampler, frames);
  } else {
    BeginAcross(beginnings, sampler, frames);
  }
  return Clearest(std::move(beginnings));
}

}  // namespace clearway::camera
