#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <string>

#include "camera/symbol_layout.h"

// Symbols of every version, level and mask, made for a test.
namespace clearway::camera {

inline constexpr std::array kLevels = {Level::kL, Level::kM, Level::kQ, Level::kH};

// A symbol as an independent encoder draws it: 1 dark, -1 light.
[[nodiscard]] cv::Mat1f Symbol(const std::string& text, int version, Level level);

// As long as the version and level can hold.
[[nodiscard]] std::string TextFor(int version, Level level, unsigned seed);

// The same symbol under another mask: its data turned over, its format information written anew.
[[nodiscard]] cv::Mat1f Remasked(const cv::Mat1f& symbol, int version, Level level, int mask);

// Black on white with a quiet zone of four modules; `module` in pixels.
[[nodiscard]] cv::Mat1b Drawn(const cv::Mat1f& symbol, int module);

}  // namespace clearway::camera
