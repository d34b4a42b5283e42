#include "camera/symbol_fit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "camera/pattern_fit.h"

namespace clearway::camera {
namespace {

// An alignment pattern's contrast beside the finder patterns'.
constexpr float kLeastAlignment = 0.4F;
// A place with so much of the best one's contrast is as good.
constexpr float kAsGood = 0.93F;
// So many modules off is where an alignment pattern may be: the only one, at the corner opposite of
// three finder patterns; and of many the next, when those nearer to finder patterns have been found.
constexpr float kFarReach = 4;
constexpr float kNearReach = 2;
constexpr float kAlignmentWeight = 8;
constexpr float kOffMiddle = 0.28F;
// A grid that is so far from agreeing with what is known is not worth moving about.
constexpr float kHopeless = 0.2F;
// Offsets of less than that in modules are as likely the camera's noise.
constexpr double kFlat = 0.25;

LocalFrame FrameAt(const Grid& grid, cv::Point2f module) {
  const cv::Point2f centre = grid(module);
  return {centre, (grid(module + cv::Point2f(2, 0)) - grid(module - cv::Point2f(2, 0))) * 0.25F,
          (grid(module + cv::Point2f(0, 2)) - grid(module - cv::Point2f(0, 2))) * 0.25F};
}

// A mean contrast over everything that is known of a symbol, two looks a module, off its middle, so
// that a shift of less than half a module shows too.
float KnownContrast(const Sampler& sampler, const Grid& grid, const std::vector<cv::Vec3f>& known) {
  float sums[2] = {0, 0};
  int counts[2] = {0, 0};
  float side = kOffMiddle;
  for (const cv::Vec3f& module : known) {
    const std::size_t dark = module[2] > 0 ? 1 : 0;
    side = -side;
    sums[dark] += sampler.DarknessAt(grid({module[0] + side, module[1] + kOffMiddle}));
    sums[dark] += sampler.DarknessAt(grid({module[0] - side, module[1] - kOffMiddle}));
    counts[dark] += 2;
  }
  return sums[1] / static_cast<float>(counts[1]) - sums[0] / static_cast<float>(counts[0]);
}

// Middles of the known modules, and 1 for dark, -1 for light.
std::vector<cv::Vec3f> KnownModules(const SymbolLayout& layout) {
  std::vector<cv::Vec3f> known;
  for (int row = 0; row < layout.side(); ++row) {
    for (int column = 0; column < layout.side(); ++column) {
      if (const int shade = layout.Known(column, row); shade != 0)
        known.emplace_back(static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F,
                           static_cast<float>(shade));
    }
  }
  return known;
}

class SymbolFit {
 public:
  SymbolFit(const Sampler& sampler, const SymbolLayout& layout, Anchors anchors)
      : sampler_(sampler),
        layout_(layout),
        anchors_(std::move(anchors)),
        known_(KnownModules(layout)) {}

  std::optional<FittedGrid> Run() {
    const auto first = FitHomography(anchors_.matches);
    if (!first) return std::nullopt;
    homography_ = *first;
    UseAlignment();
    if (KnownContrast(sampler_, Grid(homography_), known_) < kHopeless * anchors_.contrast)
      return std::nullopt;
    Climb();
    Grid grid = layout_.alignment().size() >= 3 ? Bent() : Grid(homography_);
    const float contrast = KnownContrast(sampler_, grid, known_);
    return FittedGrid{&layout_, std::move(grid), contrast / anchors_.contrast};
  }

 private:
  void UseAlignment() {
    std::vector<cv::Point2f> places = AlignmentPlaces();
    if (places.empty()) return;
    const float reach = places.size() == 1 ? kFarReach : kNearReach;
    std::ranges::stable_sort(places, {}, [&](cv::Point2f place) { return FromAnchors(place); });
    for (const cv::Point2f place : places) AddAlignment(place, reach);
  }

  [[nodiscard]] std::vector<cv::Point2f> AlignmentPlaces() const {
    std::vector<cv::Point2f> places;
    const auto& alignment = layout_.alignment();
    for (std::size_t j = 0; j < alignment.size(); ++j) {
      for (std::size_t i = 0; i < alignment.size(); ++i) {
        if (layout_.HasAlignment(i, j))
          places.emplace_back(static_cast<float>(alignment[i]) + 0.5F,
                              static_cast<float>(alignment[j]) + 0.5F);
      }
    }
    return places;
  }

  // Modules to the nearest place that is known for sure.
  [[nodiscard]] double FromAnchors(cv::Point2f place) const {
    double nearest = layout_.side();
    for (const Match& match : anchors_.matches) {
      if (match.weight >= 1) nearest = std::min(nearest, cv::norm(match.from - place));
    }
    return nearest;
  }

  // Looks for an alignment pattern, and where it is found lets it pull the grid.
  void AddAlignment(cv::Point2f module, float reach) {
    const LocalFrame frame = FrameAt(Grid(homography_), module);
    const FoundAlignment found = FindAlignment(sampler_, frame, reach);
    if (found.contrast < kLeastAlignment * anchors_.contrast) return;
    anchors_.matches.push_back({module, frame(found.offset.x, found.offset.y), kAlignmentWeight});
    if (const auto better = FitHomography(anchors_.matches)) homography_ = *better;
  }

  // Moves the symbol's corners to where all that is known of it agrees best.
  void Climb() {
    const auto side = static_cast<float>(layout_.side());
    const std::array<cv::Point2f, 4> flat = {{{0, 0}, {side, 0}, {side, side}, {0, side}}};
    std::array<cv::Point2f, 4> corners = Grid(homography_).Corners(layout_.side());
    float best = KnownContrast(sampler_, Grid(homography_), known_);
    for (float step = 0.5F * anchors_.module; step > 0.06F * anchors_.module; step /= 2) {
      for (int i = 0; i < 16; ++i) {
        std::array<cv::Point2f, 4> moved = corners;
        cv::Point2f& corner = moved[static_cast<std::size_t>(i / 4)];
        (i % 2 == 0 ? corner.x : corner.y) += i % 4 < 2 ? step : -step;
        std::vector<Match> matches;
        for (std::size_t k = 0; k < 4; ++k) matches.push_back({flat[k], moved[k], 1});
        const auto homography = FitHomography(matches);
        if (!homography) continue;
        const float contrast = KnownContrast(sampler_, Grid(*homography), known_);
        if (contrast <= best) continue;
        best = contrast;
        corners = moved;
        homography_ = *homography;
      }
    }
  }

  // The grid with what alignment patterns say about the sheet's bend. A place without one takes its
  // neighbours' mean.
  [[nodiscard]] Grid Bent() const {
    const auto& alignment = layout_.alignment();
    Bend bend;
    for (const int place : alignment) bend.places.push_back(static_cast<float>(place) + 0.5F);
    std::vector<std::optional<cv::Point2f>> seen;
    for (std::size_t j = 0; j < alignment.size(); ++j) {
      for (std::size_t i = 0; i < alignment.size(); ++i)
        seen.push_back(layout_.HasAlignment(i, j) ? OffsetAt({bend.places[i], bend.places[j]})
                                                  : std::optional(cv::Point2f(0, 0)));
    }
    const auto n = static_cast<int>(alignment.size());
    for (int j = 0; j < n; ++j) {
      for (int i = 0; i < n; ++i) bend.offset.push_back(Filled(seen, n, i, j));
    }
    const bool is_flat = std::ranges::all_of(
        bend.offset, [](cv::Point2f offset) { return cv::norm(offset) < kFlat; });
    return is_flat ? Grid(homography_) : Grid(homography_, std::move(bend));
  }

  [[nodiscard]] std::optional<cv::Point2f> OffsetAt(cv::Point2f module) const {
    const LocalFrame frame = FrameAt(Grid(homography_), module);
    const FoundAlignment found = FindAlignment(sampler_, frame, 1);
    if (found.contrast < kLeastAlignment * anchors_.contrast) return std::nullopt;
    const bool is_there = AlignmentContrast(sampler_, frame) > kAsGood * found.contrast;
    return is_there ? cv::Point2f(0, 0) : found.offset;
  }

  static cv::Point2f Filled(const std::vector<std::optional<cv::Point2f>>& seen, int n, int i,
                            int j) {
    if (const auto& own = seen[static_cast<std::size_t>(j * n + i)]) return *own;
    cv::Point2f sum(0, 0);
    int count = 0;
    for (int y = std::max(0, j - 1); y <= std::min(n - 1, j + 1); ++y) {
      for (int x = std::max(0, i - 1); x <= std::min(n - 1, i + 1); ++x) {
        const auto& neighbour = seen[static_cast<std::size_t>(y * n + x)];
        if (!neighbour) continue;
        sum += *neighbour;
        ++count;
      }
    }
    return count > 0 ? sum * (1.0F / static_cast<float>(count)) : sum;
  }

  const Sampler& sampler_;
  const SymbolLayout& layout_;
  Anchors anchors_;
  std::vector<cv::Vec3f> known_;
  cv::Matx33d homography_;
};

}  // namespace

std::optional<FittedGrid> FitSymbol(const Sampler& sampler, const SymbolLayout& layout,
                                    Anchors anchors) {
  return SymbolFit(sampler, layout, std::move(anchors)).Run();
}

}  // namespace clearway::camera
