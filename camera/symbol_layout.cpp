#include "camera/symbol_layout.h"

#include <algorithm>
#include <cstdlib>

namespace clearway::camera {
namespace {

using PerVersion = std::array<std::uint8_t, kMostVersion>;

// ISO/IEC 18004:2015, table 9: error correction codewords a block, by level and version.
constexpr std::array<PerVersion, 4> kChecks = {
    {{7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
      28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
     {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
      26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
     {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
      28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
     {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
      30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30}}};

// The same table: blocks.
constexpr std::array<PerVersion, 4> kBlocks = {
    {{1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
      8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
     {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
      17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
     {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
      23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
     {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
      25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81}}};

constexpr std::int8_t kDark = 1;
constexpr std::int8_t kLight = -1;

// The same table's codewords for misdecode protection, in the smallest symbols.
int Protection(int version, Level level) {
  if (version == 1) return level == Level::kL ? 3 : level == Level::kM ? 2 : 1;
  if (version == 2 && level == Level::kL) return 2;
  return version == 3 && level == Level::kL ? 1 : 0;
}

// Annex E: even steps from the last position back, the first being 6.
std::vector<int> AlignmentPositions(int version) {
  if (version == 1) return {};
  const int count = version / 7 + 2;
  const int step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
  std::vector<int> positions(static_cast<std::size_t>(count), 6);
  int position = SideOfVersion(version) - 7;
  for (int i = count - 1; i > 0; --i, position -= step)
    positions[static_cast<std::size_t>(i)] = position;
  return positions;
}

}  // namespace

BlockPlan PlanOf(const SymbolLayout& layout, Level level) {
  const auto v = static_cast<std::size_t>(layout.version() - 1);
  const auto l = static_cast<std::size_t>(level);
  const int codewords = static_cast<int>(layout.data().size()) / 8;
  BlockPlan plan{.blocks = kBlocks[l][v], .checks = kChecks[l][v]};
  plan.long_blocks = codewords % plan.blocks;
  plan.data = codewords / plan.blocks - plan.checks;
  plan.mendable = (plan.checks - Protection(layout.version(), level)) / 2;
  return plan;
}

SymbolLayout::SymbolLayout(int version)
    : version_(version),
      side_(SideOfVersion(version)),
      known_(side_, side_, std::uint8_t{0}),
      reserved_(side_, side_, std::uint8_t{0}),
      alignment_(AlignmentPositions(version)) {
  DrawKnown();
  ListData();
}

bool SymbolLayout::HasAlignment(std::size_t i, std::size_t j) const {
  const std::size_t last = alignment_.size() - 1;
  const bool in_a_finder = (i == 0 && (j == 0 || j == last)) || (i == last && j == 0);
  return !in_a_finder;
}

void SymbolLayout::DrawKnown() {
  for (int i = 0; i < side_; ++i) {
    const auto shade = static_cast<std::uint8_t>(i % 2 == 0 ? kDark : kLight);
    known_(6, i) = known_(i, 6) = shade;
    reserved_(6, i) = reserved_(i, 6) = 1;
  }
  for (std::size_t i = 0; i < alignment_.size(); ++i) {
    for (std::size_t j = 0; j < alignment_.size(); ++j) {
      if (!HasAlignment(i, j)) continue;
      for (int dy = -2; dy <= 2; ++dy) {
        for (int dx = -2; dx <= 2; ++dx) {
          const bool dark = std::max(std::abs(dx), std::abs(dy)) != 1;
          const cv::Point at(alignment_[i] + dx, alignment_[j] + dy);
          known_(at) = static_cast<std::uint8_t>(dark ? kDark : kLight);
          reserved_(at) = 1;
        }
      }
    }
  }
  // Finder patterns, with their separators and the format information's room.
  reserved_(cv::Rect(0, 0, 9, 9)) = 1;
  reserved_(cv::Rect(side_ - 8, 0, 8, 9)) = 1;
  reserved_(cv::Rect(0, side_ - 8, 9, 8)) = 1;
  DrawFinder(3, 3);
  DrawFinder(side_ - 4, 3);
  DrawFinder(3, side_ - 4);
  known_(side_ - 8, 8) = static_cast<std::uint8_t>(kDark);
  if (version_ >= 7) {
    reserved_(cv::Rect(side_ - 11, 0, 3, 6)) = 1;
    reserved_(cv::Rect(0, side_ - 11, 6, 3)) = 1;
  }
}

void SymbolLayout::DrawFinder(int column, int row) {
  const cv::Rect inside(0, 0, side_, side_);
  for (int dy = -4; dy <= 4; ++dy) {
    for (int dx = -4; dx <= 4; ++dx) {
      const cv::Point at(column + dx, row + dy);
      if (!at.inside(inside)) continue;
      const int ring = std::max(std::abs(dx), std::abs(dy));
      known_(at) = static_cast<std::uint8_t>(ring != 2 && ring != 4 ? kDark : kLight);
    }
  }
}

// 7.7.3: pairs of columns from the right, up and down in turn, past the vertical timing pattern.
void SymbolLayout::ListData() {
  for (int right = side_ - 1; right >= 1; right -= 2) {
    if (right == 6) right = 5;
    const bool upward = ((right + 1) & 2) == 0;
    for (int i = 0; i < side_; ++i) {
      const int row = upward ? side_ - 1 - i : i;
      for (const int column : {right, right - 1}) {
        if (reserved_(row, column) == 0) data_.emplace_back(column, row);
      }
    }
  }
}

const SymbolLayout& SymbolLayouts::Of(int version) {
  auto& layout = layouts_[static_cast<std::size_t>(version - 1)];
  if (!layout) layout.emplace(version);
  return *layout;
}

bool IsMasked(int mask, int column, int row) {
  switch (mask) {
    case 0:
      return (row + column) % 2 == 0;
    case 1:
      return row % 2 == 0;
    case 2:
      return column % 3 == 0;
    case 3:
      return (row + column) % 3 == 0;
    case 4:
      return (row / 2 + column / 3) % 2 == 0;
    case 5:
      return row * column % 2 + row * column % 3 == 0;
    case 6:
      return (row * column % 2 + row * column % 3) % 2 == 0;
    default:
      return ((row + column) % 2 + row * column % 3) % 2 == 0;
  }
}

}  // namespace clearway::camera
