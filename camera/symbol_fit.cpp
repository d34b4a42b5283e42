#include "camera/symbol_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "camera/curl.h"
#include "camera/known_contrast.h"
#include "camera/pattern_fit.h"

namespace clearway::camera {
namespace {

// An alignment pattern's contrast beside the finder patterns'.
constexpr float kLeastAlignment = 0.4F;
// A place with so much of the best one's contrast is as good.
constexpr float kAsGood = 0.93F;
// So many modules off is where an alignment pattern may be: the only one, at the corner opposite of
// three finder patterns; and of many the next, when those nearer to finder patterns have been
// found.
constexpr float kFarReach = 4;
constexpr float kNearReach = 2;
constexpr float kAlignmentWeight = 8;
// A grid that is so far from agreeing with what is known is not worth moving about.
constexpr float kHopeless = 0.2F;
// A grid on which less is seen of what is known, beside the finder patterns, may be a bent sheet's.
constexpr float kStraight = 0.8F;
constexpr float kCurlGain = 1.06F;  // less of an improvement is chance
// Offsets of less than that in modules are as likely the camera's noise.
constexpr double kFlat = 0.25;

LocalFrame FrameAt(const Grid& grid, cv::Point2f module) {
  const cv::Point2f centre = grid(module);
  return {centre, (grid(module + cv::Point2f(2, 0)) - grid(module - cv::Point2f(2, 0))) * 0.25F,
          (grid(module + cv::Point2f(0, 2)) - grid(module - cv::Point2f(0, 2))) * 0.25F};
}

class SymbolFit {
 public:
  SymbolFit(const Sampler& sampler, const SymbolLayout& layout, Anchors anchors)
      : sampler_(sampler),
        layout_(layout),
        anchors_(std::move(anchors)),
        known_(KnownModules(layout)) {}

  std::optional<FittedGrid> Run(Sheet sheet) {
    const auto first = FitHomography(anchors_.matches);
    if (!first) return std::nullopt;
    homography_ = *first;
    UseAlignment();
    if (KnownContrast(sampler_, Grid(homography_), known_) < kHopeless * anchors_.contrast)
      return std::nullopt;
    Climb();
    if (sheet == Sheet::kMaybeCurled && ContrastOn(homography_) < kStraight * anchors_.contrast)
      Uncurl(*first);
    Grid grid = layout_.alignment().size() >= 3 ? Bent() : GridOn(homography_);
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

  [[nodiscard]] Grid GridOn(const cv::Matx33d& homography) const {
    return curl_ ? Grid(homography, curl_->AsBend(layout_.side())) : Grid(homography);
  }

  [[nodiscard]] float ContrastOn(const cv::Matx33d& homography) const {
    return KnownContrast(sampler_, GridOn(homography), known_);
  }

  // Looks for the way in which the sheet may be bent, from what the finder patterns alone say; a
  // flat one stays.
  void Uncurl(const cv::Matx33d& from) {
    const cv::Matx33d flat = homography_;
    const float flat_contrast = ContrastOn(flat);
    homography_ = from;
    curl_.emplace();
    // Far in large steps, then near in small ones.
    constexpr std::array<std::pair<float, int>, 6> kRounds = {
        {{0.5F, 10}, {0.5F, 6}, {0.25F, 3}, {0.25F, 2}, {0.12F, 3}, {0.12F, 2}}};
    for (const auto& [step, count] : kRounds) {
      for (float& amount : curl_->amounts) TryAmounts(amount, step, count);
      Climb();
    }
    if (ContrastOn(homography_) > kCurlGain * flat_contrast) return;
    curl_.reset();
    homography_ = flat;
  }

  // Leaves the amount that shows most, of so many steps up and down.
  void TryAmounts(float& amount, float step, int count) {
    const float from = amount;
    float best = ContrastOn(homography_);
    float best_amount = from;
    for (int i = -count; i <= count; ++i) {
      amount = from + static_cast<float>(i) * step;
      const float contrast = ContrastOn(homography_);
      if (contrast <= best) continue;
      best = contrast;
      best_amount = amount;
    }
    amount = best_amount;
  }

  // Moves the symbol's corners to where all that is known of it agrees best.
  void Climb() {
    const auto side = static_cast<float>(layout_.side());
    const std::array<cv::Point2f, 4> flat = {{{0, 0}, {side, 0}, {side, side}, {0, side}}};
    std::array<cv::Point2f, 4> corners = Grid(homography_).Corners(layout_.side());
    float best = ContrastOn(homography_);
    for (float step = 0.5F * anchors_.module; step > 0.06F * anchors_.module; step /= 2) {
      for (int i = 0; i < 16; ++i) {
        std::array<cv::Point2f, 4> moved = corners;
        cv::Point2f& corner = moved[static_cast<std::size_t>(i / 4)];
        (i % 2 == 0 ? corner.x : corner.y) += i % 4 < 2 ? step : -step;
        std::vector<Match> matches;
        matches.reserve(flat.size());
        for (std::size_t k = 0; k < 4; ++k) matches.push_back({flat[k], moved[k], 1});
        const auto homography = FitHomography(matches);
        if (!homography) continue;
        const float contrast = ContrastOn(*homography);
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
    if (is_flat) return GridOn(homography_);
    if (curl_) bend = Sum(bend, curl_->AsBend(layout_.side()));
    return {homography_, std::move(bend)};
  }

  [[nodiscard]] std::optional<cv::Point2f> OffsetAt(cv::Point2f module) const {
    const LocalFrame frame = FrameAt(GridOn(homography_), module);
    const FoundAlignment found = FindAlignment(sampler_, frame, 1);
    if (found.contrast < kLeastAlignment * anchors_.contrast) return std::nullopt;
    const bool is_there = AlignmentContrast(sampler_, frame) > kAsGood * found.contrast;
    return is_there ? cv::Point2f(0, 0) : found.offset;
  }

  static cv::Point2f Filled(const std::vector<std::optional<cv::Point2f>>& seen, int n, int i,
                            int j) {
    const auto at = [&](int x, int y) {
      return seen[static_cast<std::size_t>(y) * static_cast<std::size_t>(n) +
                  static_cast<std::size_t>(x)];
    };
    if (const auto own = at(i, j)) return *own;
    cv::Point2f sum(0, 0);
    int count = 0;
    for (int y = std::max(0, j - 1); y <= std::min(n - 1, j + 1); ++y) {
      for (int x = std::max(0, i - 1); x <= std::min(n - 1, i + 1); ++x) {
        const auto neighbour = at(x, y);
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
  std::optional<Curl> curl_;
};

}  // namespace

std::optional<FittedGrid> FitSymbol(const Sampler& sampler, const SymbolLayout& layout,
                                    Anchors anchors, Sheet sheet) {
  return SymbolFit(sampler, layout, std::move(anchors)).Run(sheet);
}

}  // namespace clearway::camera
