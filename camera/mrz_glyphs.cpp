#include "camera/mrz_glyphs.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "camera/homography.h"
#include "camera/mrz_columns.h"
#include "camera/mrz_strip.h"

namespace clearway::camera {
namespace {

constexpr float kLeastClearness = 0.3F;
constexpr float kClear = 0.6F;  // another number of columns cannot be clearer
// Rows of a line's strip, with room above and below the cells for the paper.
constexpr int kStripHeight = kCellHeight + 12;
constexpr int kPaper = kPitchPixels + 1;
// A glyph that is nearer than this to a character is where that character should be.
constexpr float kWellKnown = 150;
constexpr float kMostOff = 0.4F;  // pitches
constexpr int kRefinements = 2;
constexpr float kUpright = 75;  // so little strangeness, and nobody asks whether it is upside down

// A block's plane: x in pitches from the first column's left edge, y in pitches from the first
// line's middle, as square as the picture shows it.
class Sheet {
 public:
  Sheet(Pyramid& pyramid, const std::vector<Columns>& lines) : pyramid_(pyramid) {
    const auto& first = lines.front().middles;
    const auto& last = lines.back().middles;
    columns_ = static_cast<int>(first.size());
    const cv::Point2f way = first.back() - first.front();
    pitch_ = static_cast<float>(cv::norm(way)) / static_cast<float>(columns_ - 1);
    const cv::Point2f middle = (first.front() + first.back()) * 0.5F;
    const cv::Point2f last_middle = (last.front() + last.back()) * 0.5F;
    const double apart_in_all = way.cross(last_middle - middle) / cv::norm(way) / pitch_;
    const float apart = static_cast<float>(apart_in_all) / static_cast<float>(lines.size() - 1);
    std::vector<Match> matches;
    for (std::size_t line = 0; line < lines.size(); ++line) {
      middles_.push_back(apart * static_cast<float>(line));
      for (int i = 0; i < columns_; ++i)
        matches.push_back({Middle(line, i), lines[line].middles[static_cast<std::size_t>(i)], 1});
    }
    Fit(matches);
  }

  [[nodiscard]] bool is_sound() const { return sound_; }

  // Every cell of a line as it lies now.
  [[nodiscard]] std::vector<cv::Mat1f> Cells(std::size_t line) const {
    const double across = 1.0 / kPitchPixels;
    const double down = stretch_ / kPitchPixels;
    const cv::Matx33d strip(across, 0, 0, 0, down, middles_[line] - down * kStripHeight / 2, 0, 0,
                            1);
    const cv::Mat1f darkness =
        DarknessAlong(pyramid_, plane_ * strip, pitch_ / kPitchPixels,
                      {columns_ * kPitchPixels, kStripHeight}, {kPaper, kPaper});
    std::vector<cv::Mat1f> cells;
    cells.reserve(static_cast<std::size_t>(columns_));
    for (int i = 0; i < columns_; ++i)
      cells.push_back(darkness(
          cv::Rect(i * kPitchPixels, (kStripHeight - kCellHeight) / 2, kCellWidth, kCellHeight)));
    return cells;
  }

  // Looks where the ink of letters that are known lies, and moves the plane there.
  void Refine() {
    std::vector<Match> matches;
    float spread = 0;
    float usual_spread = 0;
    for (std::size_t line = 0; line < middles_.size(); ++line) {
      const auto cells = Cells(line);
      for (int i = 0; i < columns_; ++i) {
        const cv::Mat1f& cell = cells[static_cast<std::size_t>(i)];
        const Nearest nearest = NearestOf(DistancesOf(cell), kMrzCharacters);
        if (nearest.distance > kWellKnown) continue;
        const Ink ink = InkOf(cell);
        const Ink& usual = UsualInk(nearest.character);
        cv::Point2f off = (ink.middle - usual.middle) / kPitchPixels;
        off.y *= stretch_;
        if (cv::norm(off) > kMostOff) continue;
        spread += ink.spread;
        usual_spread += usual.spread;
        matches.push_back({Middle(line, i), Map(plane_, Middle(line, i) + off), 1});
      }
    }
    if (matches.size() * 3 < static_cast<std::size_t>(columns_) * middles_.size()) return;
    stretch_ = std::clamp(stretch_ * spread / usual_spread, 0.75F, 1.25F);
    Fit(matches);
  }

  [[nodiscard]] MrzGlyphs Look() const {
    MrzGlyphs glyphs;
    for (std::size_t line = 0; line < middles_.size(); ++line) {
      auto& row = glyphs.lines.emplace_back();
      for (const cv::Mat1f& cell : Cells(line)) {
        row.push_back(DistancesOf(cell));
        glyphs.strangeness += std::ranges::min(row.back());
      }
    }
    glyphs.strangeness /= static_cast<float>(columns_) * static_cast<float>(middles_.size());
    return glyphs;
  }

 private:
  [[nodiscard]] cv::Point2f Middle(std::size_t line, int column) const {
    return {static_cast<float>(column) + 0.5F, middles_[line]};
  }

  void Fit(const std::vector<Match>& matches) {
    const auto plane = FitHomography(matches);
    sound_ = plane.has_value();
    if (plane) plane_ = *plane;
  }

  Pyramid& pyramid_;
  int columns_ = 0;
  float pitch_ = 0;             // frame pixels
  std::vector<float> middles_;  // of lines: y
  float stretch_ = 1;           // how much taller letters are than the plane says
  cv::Matx33d plane_;           // to the frame
  bool sound_ = false;
};

// A line as far beyond another as that lies beyond a third.
TextLine Beyond(const TextLine& last, const TextLine& before) {
  return {2 * last.left - before.left, 2 * last.right - before.right};
}

// A card's three lines, two of which were found: short texts are sometimes overlooked.
std::vector<Columns> FitCard(Pyramid& pyramid, const MrzBlock& found) {
  constexpr int kCount = 30;
  std::vector<Columns> lines;
  for (const TextLine& line : found) {
    lines.push_back(FitColumns(pyramid, line, kCount));
    if (lines.back().clearness < kClear) return {};
  }
  const Columns above = FitColumns(pyramid, Beyond(found[0], found[1]), kCount);
  const Columns below = FitColumns(pyramid, Beyond(found[1], found[0]), kCount);
  if (std::max(above.clearness, below.clearness) < kClear) return {};
  const bool is_above = above.clearness > below.clearness;
  lines.insert(is_above ? lines.begin() : lines.end(), is_above ? above : below);
  return lines;
}

// The block's lines with the columns that fit best.
std::vector<Columns> FitBlock(Pyramid& pyramid, const MrzBlock& block) {
  std::vector<Columns> best;
  float clearest = kLeastClearness;
  const auto counts = block.size() == 3 ? std::vector{30} : std::vector{44, 36};
  for (const int count : counts) {
    std::vector<Columns> fitted;
    float clearness = 1;
    for (const TextLine& line : block) {
      fitted.push_back(FitColumns(pyramid, line, count));
      clearness = std::min(clearness, fitted.back().clearness);
    }
    if (clearness <= clearest) continue;
    clearest = clearness;
    best = std::move(fitted);
    if (clearness > kClear) break;
  }
  if (block.size() == 2 && clearest < kClear) {
    auto card = FitCard(pyramid, block);
    if (!card.empty()) return card;
  }
  return best;
}

std::optional<MrzGlyphs> LookAt(Pyramid& pyramid, const std::vector<Columns>& lines) {
  Sheet sheet(pyramid, lines);
  for (int i = 0; i < kRefinements && sheet.is_sound(); ++i) sheet.Refine();
  if (!sheet.is_sound()) return std::nullopt;
  return sheet.Look();
}

std::vector<Columns> UpsideDown(std::vector<Columns> lines) {
  std::ranges::reverse(lines);
  for (Columns& line : lines) std::ranges::reverse(line.middles);
  return lines;
}

}  // namespace

std::optional<MrzGlyphs> LookAtGlyphs(Pyramid& pyramid, const MrzBlock& block) {
  const auto lines = FitBlock(pyramid, block);
  if (lines.empty()) return std::nullopt;
  auto upright = LookAt(pyramid, lines);
  if (upright && upright->strangeness < kUpright) return upright;
  auto turned = LookAt(pyramid, UpsideDown(lines));
  if (!upright || (turned && turned->strangeness < upright->strangeness)) return turned;
  return upright;
}

}  // namespace clearway::camera
