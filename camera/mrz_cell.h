#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <string_view>

namespace clearway::camera {

// A machine-readable zone's glyph as it is looked at: a cell of one pitch across and a pitch and a
// quarter down around its middle, as darkness (0: paper).
inline constexpr int kPitchPixels = 16;
inline constexpr int kCellWidth = 16;
inline constexpr int kCellHeight = 20;
inline constexpr int kCellPixels = kCellWidth * kCellHeight;

inline constexpr std::string_view kMrzCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";

// A cell without its brightness and contrast: of mean 0 and length 1, row after row.
using CellVector = std::array<float, kCellPixels>;

// `darkness` has kCellHeight rows of kCellWidth. A cell without any contrast becomes zeros.
[[nodiscard]] CellVector VectorOf(const cv::Mat1f& darkness);

// Where the middle of a cell's ink lies, seen from the cell's middle, and how far the ink spreads
// down from it (one standard deviation); all in pixels of the cell.
struct Ink {
  cv::Point2f middle{0, 0};
  float spread = 0;
};
[[nodiscard]] Ink InkOf(const cv::Mat1f& darkness);

}  // namespace clearway::camera
