#include "camera/module_look.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>

namespace clearway::camera {
namespace {

// The symbol is looked at in steps of half a module: middles of modules have odd numbers.
constexpr int kAround = 17;  // half modules in which there is surely dark and light
constexpr float kNoise = 8;  // grey levels of contrast that mean nothing
// What pulls the equaliser towards looking at the middle alone. A severe smear needs all its reach.
constexpr double kStiff = 0.02;
constexpr double kSupple = 0.001;
constexpr float kClear = 0.35F;  // a module at least so sure teaches the equaliser,
constexpr int kEvery = 3;        // one of so many: there are thousands

cv::Mat1f LookAtLattice(const Sampler& sampler, const Grid& grid, int side) {
  cv::Mat1f lattice(2 * side + 1, 2 * side + 1);
  for (int j = 0; j < lattice.rows; ++j) {
    for (int i = 0; i < lattice.cols; ++i)
      lattice(j, i) =
          sampler.DarknessAt(grid({static_cast<float>(i) / 2, static_cast<float>(j) / 2}));
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
      levelled.look(j, i) = (2 * lattice(j, i) - darkest(j, i) - lightest(j, i)) / (range + kNoise);
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

  // May be done again, with another stiffness.
  void Settle(double stiffness) {
    const double stiff = stiffness * count_;
    auto left = left_;
    auto right = right_;
    for (int i = 0; i < kTaps; ++i) {
      for (int j = 0; j < i; ++j) left(j, i) = left(i, j);
      left(i, i) += stiff;
    }
    right((kTaps - 1) / 2) += stiff;
    cv::solve(left, right, taps_, cv::DECOMP_CHOLESKY);
  }

  [[nodiscard]] cv::Mat1f LookAll(int side) const {
    cv::Mat1f modules(side, side);
    for (int row = 0; row < side; ++row) {
      for (int column = 0; column < side; ++column) modules(row, column) = Look(column, row);
    }
    return modules;
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

// What has learnt from what is known, and then from what is clear as well; still to be settled.
template <int kReach>
std::unique_ptr<Equaliser<kReach>> Learnt(const cv::Mat1f& look, const SymbolLayout& layout) {
  const int side = layout.side();
  const auto learn = [&](auto shade_of) {
    auto equaliser = std::make_unique<Equaliser<kReach>>(look);
    for (int row = 0; row < side; ++row) {
      for (int column = 0; column < side; ++column) {
        if (const int shade = shade_of(column, row)) equaliser->Learn(column, row, shade);
      }
    }
    return equaliser;
  };
  const auto beginner = learn([&](int column, int row) { return layout.Known(column, row); });
  beginner->Settle(kStiff);
  const cv::Mat1f first = beginner->LookAll(side);
  return learn([&](int column, int row) {
    if (const int known = layout.Known(column, row); known != 0) return known;
    if ((column + row) % kEvery != 0) return 0;
    const float clear = first(row, column);
    return std::abs(clear) < kClear ? 0 : clear > 0 ? 1 : -1;
  });
}

}  // namespace

class ModuleLook::Body {
 public:
  Body(const Sampler& sampler, const Grid& grid, const SymbolLayout& layout)
      : layout_(layout), levelled_(LevelOut(LookAtLattice(sampler, grid, layout.side()))) {
    for (int row = 0; row < layout.side(); ++row) {
      for (int column = 0; column < layout.side(); ++column) {
        const cv::Point2f middle(static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F);
        if (!sampler.Covers(grid(middle))) levelled_.trust(2 * row + 1, 2 * column + 1) = 0;
      }
    }
  }

  cv::Mat1f Through(Smear smear) {
    if (smear == Smear::kSlight) {
      const auto near = Learnt<2>(levelled_.look, layout_);
      near->Settle(kStiff);
      return Trusted(near->LookAll(layout_.side()));
    }
    if (!far_) far_ = Learnt<4>(levelled_.look, layout_);
    far_->Settle(smear == Smear::kSevere ? kSupple : kStiff);
    return Trusted(far_->LookAll(layout_.side()));
  }

 private:
  [[nodiscard]] cv::Mat1f Trusted(cv::Mat1f modules) const {
    for (int row = 0; row < modules.rows; ++row) {
      for (int column = 0; column < modules.cols; ++column)
        modules(row, column) *= levelled_.trust(2 * row + 1, 2 * column + 1);
    }
    return modules;
  }

  const SymbolLayout& layout_;
  Levelled levelled_;
  std::unique_ptr<Equaliser<4>> far_;  // of the strong smear and of the severe one
};

ModuleLook::ModuleLook(const Sampler& sampler, const Grid& grid, const SymbolLayout& layout)
    : body_(std::make_unique<Body>(sampler, grid, layout)) {}
ModuleLook::~ModuleLook() = default;

cv::Mat1f ModuleLook::Through(Smear smear) {
  return body_->Through(smear);
}

}  // namespace clearway::camera
