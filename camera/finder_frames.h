#pragma once

#include <initializer_list>

#include "camera/finder_patterns.h"
#include "camera/homography.h"
#include "camera/pattern_fit.h"

namespace clearway::camera {

constexpr float kFinderMiddle = 3.5F;  // of a finder pattern, in modules from the symbol's edges

// A quick look, whichever way it is turned: whether its place and shape are worth being fitted.
[[nodiscard]] bool MayBeFinder(const Sampler& sampler, const FinderPattern& finder);

// The finder pattern's exact place and shape, for a symbol whose rows and columns run so there.
[[nodiscard]] LocalFrame FrameOfFinder(const Sampler& sampler, const FinderPattern& finder,
                                       cv::Point2f across, cv::Point2f down);

// Whether all of them really look like finder patterns, and alike clear.
[[nodiscard]] bool AreFinders(const Sampler& sampler, std::initializer_list<LocalFrame> frames);

// Adds what a finder pattern's frame tells about the grid; `middle` in modules.
void AddFinder(std::vector<Match>& matches, const LocalFrame& frame, cv::Point2f middle);

// Modules between two places on a line in perspective: their distance over the geometric mean of
// what a module measures at both.
[[nodiscard]] float ModulesBetween(cv::Point2f from, cv::Point2f to, cv::Point2f module_at_from,
                                   cv::Point2f module_at_to);

// The versions whose side is near a measured one, nearest first.
[[nodiscard]] std::vector<int> VersionsNear(float side);

// How much darker a timing pattern's dark modules are than their light neighbours, in grey levels.
// `to_picture` maps modules; the pattern runs along the seventh row, or down the seventh column.
enum class Timing { kRow, kColumn };
[[nodiscard]] float TimingContrast(const Sampler& sampler, const cv::Matx33d& to_picture, int side,
                                   Timing timing);

}  // namespace clearway::camera
