#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>

#include "camera/sampler.h"

namespace clearway::camera {

// Where a small part of a symbol lies: its middle and its two directions, in pixels and pixels a
// module.
struct LocalFrame {
  cv::Point2f centre;
  cv::Point2f across;
  cv::Point2f down;
  [[nodiscard]] cv::Point2f operator()(float x, float y) const {
    return centre + across * x + down * y;
  }
};

// How much darker a finder pattern's dark modules are than its light ones and the separator, if it
// lies so: grey levels, the more the better it fits.
[[nodiscard]] float FinderContrast(const Sampler& sampler, const LocalFrame& frame);

// How dark it is between dark and light there.
[[nodiscard]] float MiddleDarkness(const Sampler& sampler, const LocalFrame& frame);

// How like a finder pattern it is: the correlation, from -1 to 1, whatever its contrast.
[[nodiscard]] float FinderLikeness(const Sampler& sampler, const LocalFrame& frame);

// Moves, turns, scales and shears the frame until the finder pattern fits best.
[[nodiscard]] LocalFrame FitFinder(const Sampler& sampler, LocalFrame frame);

// The same for an alignment pattern around the frame's centre.
[[nodiscard]] float AlignmentContrast(const Sampler& sampler, const LocalFrame& frame);

// An alignment pattern that was found, and its contrast in grey levels.
struct FoundAlignment {
  cv::Point2f offset;  // from the frame's centre, in modules
  float contrast = 0;
};

// The place within `reach` modules of the frame's centre where an alignment pattern fits best.
[[nodiscard]] FoundAlignment FindAlignment(const Sampler& sampler, const LocalFrame& frame,
                                           float reach);

}  // namespace clearway::camera
