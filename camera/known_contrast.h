#pragma once

#include <vector>

#include "camera/grid.h"
#include "camera/sampler.h"
#include "camera/symbol_layout.h"

namespace clearway::camera {

// Middles of the modules that are alike in all symbols of a version, and 1 for dark, -1 for light.
[[nodiscard]] std::vector<cv::Vec3f> KnownModules(const SymbolLayout& layout);

// How much darker the dark ones are than the light ones on a grid, in grey levels: the mean of two
// looks a module, off its middle, so that a shift of less than half a module shows too.
[[nodiscard]] float KnownContrast(const Sampler& sampler, const Grid& grid,
                                  const std::vector<cv::Vec3f>& known);

}  // namespace clearway::camera
