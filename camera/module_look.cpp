#include "camera/module_look.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>

namespace clearway::camera {
namespace {

// The symbol is looked at in steps of half a module: middles of modules have odd numbers.
constexpr int kAround = 17;       // half modules in which there is surely dark and light
constexpr float kNoise = 8;       // grey levels of contrast that mean nothing
constexpr double kStiffness = 0.02;  // pulls the equaliser towards looking at the middle alone
constexpr float kClear = 0.35F;   // a module at least so sure teaches the equaliser,
constexpr int kEvery = 3;         // one of so many: there are thousands

cv::Mat1f LookAtLattice(const Sampler& sampler, const Grid& grid, int side) {
  cv::Mat1f lattice(2 * side + 1, 2 * side + 1);
  for (int j = 0; j < lattice.rows; ++j) {
    for (int i = 0; i < lattice.cols; ++i)
      lattice(j, i) = sampler.DarknessAt(
          grid({static_cast<float>(i) / 2, static_cast<float>(j) / 2}));
  }
  return lattice;
}

// The lattice with light and shade taken out, and how much contrast there is around each place, as
// a share of what is usual.
struct Levelled {
  cv::Mat1f look;
  cv::Mat1f trust;
};

Levelled LevelOut(const cv::Mat1f& lattice) {
  const cv::Mat square = cv::Mat::ones(kAround, kAround, CV_8U);
  cv::Mat1f smooth;
  cv::Mat1f lightest;
  cv::Mat1f darkest;
  cv::blur(lattice, smooth, {2, 2});
  cv::erode(smooth, lightest, square, {-1, -1}, 1, cv::BORDER_REPLICATE);
  cv::dilate(smooth, darkest, square, {-1, -1}, 1, cv::BORDER_REPLICATE);
  cv::blur(lightest, lightest, {kAround, kAround}, {-1, -1}, cv::BORDER_REPLICATE);
  cv::blur(darkest, darkest, {kAround, kAround}, {-1, -1}, cv::BORDER_REPLICATE);
  const double usual = cv::mean(darkest)[0] - cv::mean(lightest)[0] + kNoise;
  Levelled levelled{cv::Mat1f(lattice.size()), cv::Mat1f(lattice.size())};
  for (int j = 0; j < lattice.rows; ++j) {
    for (int i = 0; i < lattice.cols; ++i) {
      const float range = darkest(j, i) - lightest(j, i);
      levelled.look(j, i) =
          (2 * lattice(j, i) - darkest(j, i) - lightest(j, i)) / (range + kNoise);
      levelled.trust(j, i) = std::min(range / static_cast<float>(usual), 1.0F);
    }
  }
  return levelled;
}

// Least squares over modules whose shade is told; begins as the middle alone. Looks `kReach` half
// modules to each side.
template <int kReach>
class Equaliser {
 public:
  static constexpr int kTaps = (2 * kReach + 1) * (2 * kReach + 1) + 1;  // the last is a constant
  using Taps = cv::Matx<double, kTaps, 1>;

  explicit Equaliser(const cv::Mat1f& look) : look_(look) {}

  void Learn(int column, int row, double shade) {
    const Taps features = FeaturesOf(column, row);
    for (int i = 0; i < kTaps; ++i) {
      for (int j = 0; j <= i; ++j) left_(i, j) += features(i) * features(j);
      right_(i) += features(i) * shade;
    }
    ++count_;
  }

  void Settle() {
    const double stiff = kStiffness * count_;
    for (int i = 0; i < kTaps; ++i) {
      for (int j = 0; j < i; ++j) left_(j, i) = left_(i, j);
      left_(i, i) += stiff;
    }
    right_((kTaps - 1) / 2) += stiff;
    cv::solve(left_, right_, taps_, cv::DECOMP_CHOLESKY);
  }

  [[nodiscard]] float Look(int column, int row) const {
    return static_cast<float>(taps_.dot(FeaturesOf(column, row)));
  }

 private:
  [[nodiscard]] Taps FeaturesOf(int column, int row) const {
    Taps features;
    int next = 0;
    for (int dy = -kReach; dy <= kReach; ++dy) {
      const float* line = look_[std::clamp(2 * row + 1 + dy, 0, look_.rows - 1)];
      for (int dx = -kReach; dx <= kReach; ++dx)
        features(next++) = line[std::clamp(2 * column + 1 + dx, 0, look_.cols - 1)];
    }
    features(next) = 1;
    return features;
  }

  const cv::Mat1f& look_;
  cv::Matx<double, kTaps, kTaps> left_ = cv::Matx<double, kTaps, kTaps>::zeros();
  Taps right_ = Taps::zeros();
  Taps taps_ = Taps::zeros();
  int count_ = 0;
};

// `shade_of` says what a module is known to be: 1 dark, -1 light, 0 unknown.
template <int kReach, typename Shade>
cv::Mat1f Equalised(const cv::Mat1f& look, int side, Shade shade_of) {
  const auto equaliser = std::make_unique<Equaliser<kReach>>(look);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      if (const int shade = shade_of(column, row); shade != 0) equaliser->Learn(column, row, shade);
    }
  }
  equaliser->Settle();
  cv::Mat1f modules(side, side);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column)
      modules(row, column) = equaliser->Look(column, row);
  }
  return modules;
}

// Learns from what is known, then from what is clear as well.
template <int kReach>
cv::Mat1f EqualisedTwice(const cv::Mat1f& look, const SymbolLayout& layout) {
  const cv::Mat1f first = Equalised<kReach>(
      look, layout.side(), [&](int column, int row) { return layout.Known(column, row); });
  return Equalised<kReach>(look, layout.side(), [&](int column, int row) {
    if (const int known = layout.Known(column, row); known != 0) return known;
    if ((column + row) % kEvery != 0) return 0;
    const float clear = first(row, column);
    return std::abs(clear) < kClear ? 0 : clear > 0 ? 1 : -1;
  });
}

}  // namespace

cv::Mat1f LookAtModules(const Sampler& sampler, const Grid& grid, const SymbolLayout& layout,
                        Smear smear) {
  const Levelled levelled = LevelOut(LookAtLattice(sampler, grid, layout.side()));
  cv::Mat1f modules = smear == Smear::kSlight ? EqualisedTwice<2>(levelled.look, layout)
                                              : EqualisedTwice<4>(levelled.look, layout);
  for (int row = 0; row < modules.rows; ++row) {
    for (int column = 0; column < modules.cols; ++column) {
      const cv::Point2f middle(static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F);
      const float trust =
          sampler.Covers(grid(middle)) ? levelled.trust(2 * row + 1, 2 * column + 1) : 0;
      modules(row, column) *= trust;
    }
  }
  return modules;
}

}  // namespace clearway::camera
