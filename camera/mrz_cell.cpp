#include "camera/mrz_cell.h"

#include <algorithm>
#include <cmath>

namespace clearway::camera {
namespace {

// Less than this share of a cell's darkest is noise, or the paper's pattern.
constexpr float kInk = 0.35F;

}  // namespace

CellVector VectorOf(const cv::Mat1f& darkness) {
  CellVector vector{};
  float sum = 0;
  for (int y = 0; y < kCellHeight; ++y) {
    const float* row = darkness[y];
    std::copy_n(row, kCellWidth, vector.begin() + static_cast<std::ptrdiff_t>(y) * kCellWidth);
    for (int x = 0; x < kCellWidth; ++x) sum += row[x];
  }
  const float mean = sum / kCellPixels;
  float squares = 0;
  for (float& value : vector) {
    value -= mean;
    squares += value * value;
  }
  const float scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
  for (float& value : vector) value *= scale;
  return vector;
}

Ink InkOf(const cv::Mat1f& darkness) {
  float darkest = 0;
  for (int y = 0; y < kCellHeight; ++y)
    for (int x = 0; x < kCellWidth; ++x) darkest = std::max(darkest, darkness(y, x));
  float sum = 0, across = 0, down = 0, down_squares = 0;
  for (int y = 0; y < kCellHeight; ++y) {
    for (int x = 0; x < kCellWidth; ++x) {
      const float ink = std::max(0.0F, darkness(y, x) - kInk * darkest);
      const float from_middle = static_cast<float>(y) - 0.5F * (kCellHeight - 1);
      sum += ink;
      across += ink * (static_cast<float>(x) - 0.5F * (kCellWidth - 1));
      down += ink * from_middle;
      down_squares += ink * from_middle * from_middle;
    }
  }
  if (sum <= 0) return {};
  const float middle = down / sum;
  return {.middle = {across / sum, middle},
          .spread = std::sqrt(std::max(0.0F, down_squares / sum - middle * middle))};
}

}  // namespace clearway::camera
