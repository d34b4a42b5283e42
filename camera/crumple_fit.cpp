#include "camera/crumple_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace clearway::camera {
namespace {

constexpr float kSpacing = 5;     // modules between places that are moved
constexpr int kAround = 9;        // modules in which there is surely dark and light
constexpr float kUnknown = 0.7F;  // what a module of unknown shade counts
constexpr float kStiffness = 5;   // a place that is a module from where its neighbours have it
constexpr float kNoise = 8;       // grey levels of contrast that mean nothing

cv::Point2f MiddleOf(int column, int row) {
  return {static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F};
}

// Light and shade around each module, from a first look.
struct Levels {
  cv::Mat1f middle;
  cv::Mat1f half_range;
};

Levels LevelsOf(const Sampler& sampler, const Grid& grid, int side) {
  cv::Mat1f look(side, side);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column)
      look(row, column) = sampler.DarknessAt(grid(MiddleOf(column, row)));
  }
  const cv::Mat square = cv::Mat::ones(kAround, kAround, CV_8U);
  cv::Mat1f lightest;
  cv::Mat1f darkest;
  cv::erode(look, lightest, square, {-1, -1}, 1, cv::BORDER_REPLICATE);
  cv::dilate(look, darkest, square, {-1, -1}, 1, cv::BORDER_REPLICATE);
  return {.middle = cv::Mat1f((lightest + darkest) * 0.5),
          .half_range = cv::Mat1f((darkest - lightest) * 0.5 + kNoise)};
}

class CrumpleFit {
 public:
  CrumpleFit(const Sampler& sampler, const SymbolLayout& layout, const Grid& grid)
      : sampler_(sampler),
        layout_(layout),
        grid_(grid),
        levels_(LevelsOf(sampler, grid, layout.side())) {
    const auto whole = static_cast<float>(layout.side());
    const int count = std::max(2, static_cast<int>(std::lround(whole / kSpacing)));
    for (int i = 0; i <= count; ++i)
      bend_.places.push_back(whole * static_cast<float>(i) / static_cast<float>(count));
    bend_.offset.resize(bend_.places.size() * bend_.places.size());
  }

  Grid Run() {
    const int count = static_cast<int>(bend_.places.size());
    for (const float step : {0.3F, 0.3F, 0.15F, 0.15F, 0.08F}) {
      for (int j = 0; j < count; ++j) {
        for (int i = 0; i < count; ++i) Move(i, j, step);
      }
    }
    return grid_.With(bend_);
  }

 private:
  [[nodiscard]] cv::Point2f& At(int i, int j) {
    return bend_
        .offset[static_cast<std::size_t>(j) * bend_.places.size() + static_cast<std::size_t>(i)];
  }

  void Move(int i, int j, float step) {
    cv::Point2f& place = At(i, j);
    cv::Point2f best_place = place;
    float best = Clarity(i, j);
    for (const cv::Point2f way : {cv::Point2f(step, 0), {-step, 0}, {0, step}, {0, -step}}) {
      const cv::Point2f before = place;
      place += way;
      const float clarity = Clarity(i, j);
      place = before;
      if (clarity <= best) continue;
      best = clarity;
      best_place = before + way;
    }
    place = best_place;
  }

  // How clearly the modules around a place are seen, less what its being moved costs.
  [[nodiscard]] float Clarity(int i, int j) {
    const cv::Range columns = ModulesAround(i);
    const cv::Range rows = ModulesAround(j);
    float clarity = -kStiffness * Strain(i, j);
    for (int row = rows.start; row < rows.end; ++row) {
      for (int column = columns.start; column < columns.end; ++column)
        clarity += ClarityOf(column, row);
    }
    return clarity;
  }

  [[nodiscard]] cv::Range ModulesAround(int i) const {
    const int last = static_cast<int>(bend_.places.size()) - 1;
    const auto from = bend_.places[static_cast<std::size_t>(std::max(0, i - 1))];
    const auto to = bend_.places[static_cast<std::size_t>(std::min(last, i + 1))];
    return {static_cast<int>(from), std::min(layout_.side(), static_cast<int>(std::ceil(to)))};
  }

  [[nodiscard]] float ClarityOf(int column, int row) const {
    const cv::Point2f module = MiddleOf(column, row);
    const float look = sampler_.DarknessAt(grid_(module + bend_.At(module)));
    const float shade = (look - levels_.middle(row, column)) / levels_.half_range(row, column);
    const int known = layout_.Known(column, row);
    return known != 0 ? shade * static_cast<float>(known) : kUnknown * std::abs(shade);
  }

  // The square of how far a place is from the mean of its neighbours.
  [[nodiscard]] float Strain(int i, int j) {
    const int last = static_cast<int>(bend_.places.size()) - 1;
    cv::Point2f sum(0, 0);
    float count = 0;
    for (const auto& [x, y] :
         {std::pair(i - 1, j), std::pair(i + 1, j), std::pair(i, j - 1), std::pair(i, j + 1)}) {
      if (x < 0 || y < 0 || x > last || y > last) continue;
      sum += At(x, y);
      ++count;
    }
    const cv::Point2f away = At(i, j) - sum * (1 / count);
    return away.dot(away);
  }

  const Sampler& sampler_;
  const SymbolLayout& layout_;
  const Grid& grid_;
  Levels levels_;
  Bend bend_;
};

}  // namespace

Grid SmoothOut(const Sampler& sampler, const SymbolLayout& layout, const Grid& grid) {
  return CrumpleFit(sampler, layout, grid).Run();
}

}  // namespace clearway::camera
