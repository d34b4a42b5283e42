#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace clearway::camera {

// ISO/IEC 18004: the least and the greatest version.
constexpr int kLeastVersion = 1;
constexpr int kMostVersion = 40;
// Symbols of this version on say their version's number.
constexpr int kFirstNumbered = 7;

// Error correction levels, in the order of the standard's tables.
enum class Level : std::uint8_t { kL, kM, kQ, kH };

constexpr int SideOfVersion(int version) {
  return 17 + 4 * version;
}

// How the codewords of a version and level are parted into blocks. The long ones, one data codeword
// longer, come last. See PlanOf.
struct BlockPlan {
  int blocks = 0;
  int long_blocks = 0;
  int data = 0;      // data codewords of a short block
  int checks = 0;    // error correction codewords of every block
  int mendable = 0;  // errors that may be corrected: some checks guard against misreading
};

// Where a version has what. Modules are (column, row) from the top left.
class SymbolLayout {
 public:
  explicit SymbolLayout(int version);

  [[nodiscard]] int version() const { return version_; }
  [[nodiscard]] int side() const { return side_; }  // modules
  // What is drawn alike in every symbol of this version, as a matrix of side x side: 1 dark,
  // -1 light, 0 where it depends on the message, format or version number.
  [[nodiscard]] const cv::Mat1b& known() const { return known_; }
  [[nodiscard]] int Known(int column, int row) const {
    return static_cast<std::int8_t>(known_(row, column));
  }
  // Coordinates of alignment patterns' middles, in both directions; empty for version 1.
  [[nodiscard]] const std::vector<int>& alignment() const { return alignment_; }
  // Whether an alignment pattern lies there, and not a finder pattern.
  [[nodiscard]] bool HasAlignment(std::size_t i, std::size_t j) const;
  // The modules that carry codewords, in the order of their bits.
  [[nodiscard]] const std::vector<cv::Point>& data() const { return data_; }

 private:
  void DrawKnown();
  void DrawFinder(int column, int row);
  void ListData();

  int version_;
  int side_;
  cv::Mat1b known_;
  cv::Mat1b reserved_;  // 1 where no codeword lies
  std::vector<int> alignment_;
  std::vector<cv::Point> data_;
};

// Layouts of all versions, made when first asked for. Not thread-safe.
class SymbolLayouts {
 public:
  [[nodiscard]] const SymbolLayout& Of(int version);

 private:
  std::array<std::optional<SymbolLayout>, kMostVersion> layouts_;
};

[[nodiscard]] BlockPlan PlanOf(const SymbolLayout& layout, Level level);

// Whether mask pattern `mask` (0 to 7) turns the module over.
[[nodiscard]] bool IsMasked(int mask, int column, int row);

}  // namespace clearway::camera
