#include "camera/mrz_columns.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "camera/mrz_strip.h"

namespace clearway::camera {
namespace {

// The line is looked at in a strip of so many pixels, with some more at both ends.
constexpr int kLength = 704;
constexpr int kEnds = 50;
constexpr int kRows = 17;
constexpr int kTallRows = 33;
constexpr int kPaper = 25;
// What is searched, in columns: how far the line's ends lie off, and, for perspective, its middle.
constexpr float kMostOff = 1.0F;
constexpr float kMostOffInside = 2.25F;
constexpr float kCoarse = 0.25F;
constexpr std::array kFiner{0.125F, 0.0625F};
// Of a column: how wide its middle and the gap to the next are looked at.
constexpr float kMiddle = 0.5F;
constexpr float kGap = 0.16F;
// How many columns the ends count for.
constexpr float kEndsCount = 2;

// Columns in a strip's pixels.
struct Fit {
  float begin = 0;
  float end = 0;
  float middle = 0;  // how many columns it lies off the middle between the ends
  float score = -1e9F;
  [[nodiscard]] float width(int count) const { return (end - begin) / static_cast<float>(count); }
  // `by` in columns.
  [[nodiscard]] Fit Moved(float by_begin, float by_end, float by_middle, int count) const {
    const float column = width(count);
    return {begin + by_begin * column, end + by_end * column, middle + by_middle};
  }
};

// Where a fit's columns begin: evenly, as perspective shows them.
class Places {
 public:
  Places(const Fit& fit, int count) : fit_(fit), count_(static_cast<float>(count)) {
    const float off = fit.middle / count_;
    perspective_ = off / (0.25F - 0.5F * off);
  }
  [[nodiscard]] float At(float column) const {
    const float share = column / count_;
    const float seen = share * (1 + perspective_) / (1 + perspective_ * share);
    return fit_.begin + (fit_.end - fit_.begin) * seen;
  }

 private:
  const Fit& fit_;
  float count_;
  float perspective_;
};

// How much ink is in each of a strip's columns, summed up so that any run's mean is quick to tell.
class InkProfile {
 public:
  explicit InkProfile(const cv::Mat1f& darkness) : sums_{0} {
    std::vector<float> ink;
    ink.reserve(static_cast<std::size_t>(darkness.cols));
    for (int x = 0; x < darkness.cols; ++x) {
      ink.push_back(static_cast<float>(cv::mean(darkness.col(x))[0]));
    }
    // Dark blots count no more than letters do.
    std::vector<float> sorted = ink;
    const auto usual = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 8 / 10);
    std::ranges::nth_element(sorted, usual);
    const float most = std::max(*usual, 1e-3F);
    for (const float value : ink) sums_.push_back(sums_.back() + std::min(value / most, 1.5F));
  }
  [[nodiscard]] float MeanAround(float middle, float width) const {
    const auto last = static_cast<float>(sums_.size() - 1);
    const auto from = static_cast<std::size_t>(std::clamp(middle - width / 2, 0.0F, last));
    const auto to = static_cast<std::size_t>(std::clamp(middle + width / 2 + 1, 0.0F, last));
    return to > from ? (sums_[to] - sums_[from]) / static_cast<float>(to - from) : 0;
  }

 private:
  std::vector<float> sums_;
};

float Score(const InkProfile& profile, const Fit& fit, int count) {
  const Places places(fit, count);
  const float width = fit.width(count);
  float score = -profile.MeanAround(fit.begin, kGap * width);
  for (int i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i);
    score += std::min(1.0F, profile.MeanAround(places.At(column + 0.5F), kMiddle * width));
    score -= profile.MeanAround(places.At(column + 1), kGap * width);
  }
  // The first and the last column have ink, beyond them there is none: else all is off by one.
  for (const float inwards : {0.5F * width, -0.5F * width}) {
    const float sign = inwards > 0 ? kEndsCount : -kEndsCount;
    score += sign * std::min(1.0F, profile.MeanAround(fit.begin + inwards, kMiddle * width));
    score += sign * std::min(1.0F, profile.MeanAround(fit.end - inwards, kMiddle * width));
  }
  return score / static_cast<float>(count);
}

// The best around a fit.
Fit Search(const InkProfile& profile, int count, const Fit& around, cv::Vec3f reach, float step) {
  Fit best = around;
  for (float begin = -reach[0]; begin <= reach[0]; begin += step) {
    for (float end = -reach[1]; end <= reach[1]; end += step) {
      for (float middle = -reach[2]; middle <= reach[2]; middle += step) {
        Fit fit = around.Moved(begin, end, middle, count);
        fit.score = Score(profile, fit, count);
        if (fit.score > best.score) best = fit;
      }
    }
  }
  return best;
}

Fit Find(const InkProfile& profile, int count) {
  const Fit whole{kEnds, kEnds + kLength, 0};
  Fit best = Search(profile, count, whole, {kMostOff, kMostOff, kMostOffInside}, kCoarse);
  for (const float step : kFiner) best = Search(profile, count, best, {step, step, step}, step);
  for (const float columns : {-1.0F, 1.0F}) {
    const Fit shifted = best.Moved(columns, columns, 0, count);
    constexpr float kReach = 0.25F;
    const Fit other = Search(profile, count, shifted, {kReach, kReach, kReach}, kFiner[0]);
    if (other.score > best.score) best = other;
  }
  return best;
}

// A line's strip of so many rows, as darkness.
cv::Mat1f Darkness(Pyramid& pyramid, const TextLine& line, int rows) {
  const cv::Point2f step = line.way() / static_cast<float>(kLength);
  const cv::Point2f down(-step.y, step.x);
  const cv::Point2f origin =
      line.left - static_cast<float>(kEnds) * step - 0.5F * static_cast<float>(rows) * down;
  const cv::Matx33d place(step.x, down.x, origin.x, step.y, down.y, origin.y, 0, 0, 1);
  return DarknessAlong(pyramid, place, static_cast<float>(cv::norm(step)),
                       {kLength + 2 * kEnds, rows}, {kPaper, rows});
}

// How many rows the ink's middle lies below a strip's.
float InkBelow(const cv::Mat1f& darkness) {
  cv::Mat1f rows;
  cv::reduce(darkness, rows, 1, cv::REDUCE_SUM, CV_32F);
  double least = 0;
  cv::minMaxLoc(rows, &least);
  float sum = 0;
  float below = 0;
  for (int y = 0; y < rows.rows; ++y) {
    const float ink = rows(y, 0) - static_cast<float>(least);
    sum += ink;
    below += ink * (static_cast<float>(y) - 0.5F * static_cast<float>(rows.rows - 1));
  }
  return sum > 0 ? below / sum : 0;
}

// The line moved to the middle of its ink, at a quarter of its length and at three.
TextLine AlongInk(Pyramid& pyramid, const TextLine& line) {
  const cv::Mat1f darkness = Darkness(pyramid, line, kTallRows);
  const cv::Point2f step = line.way() / static_cast<float>(kLength);
  const cv::Point2f down(-step.y, step.x);
  const float left = InkBelow(darkness.colRange(kEnds, kEnds + kLength / 2));
  const float right = InkBelow(darkness.colRange(kEnds + kLength / 2, kEnds + kLength));
  const float slope = right - left;  // over half of the length
  return {line.left + (left - slope / 2) * down, line.right + (right + slope / 2) * down};
}

}  // namespace

Columns FitColumns(Pyramid& pyramid, const TextLine& found, int count) {
  const TextLine line = AlongInk(pyramid, found);
  const cv::Point2f step = line.way() / static_cast<float>(kLength);
  const InkProfile profile(Darkness(pyramid, line, kRows));
  const Fit best = Find(profile, count);
  const Places places(best, count);
  Columns columns{.middles = {}, .clearness = best.score};
  for (int i = 0; i < count; ++i) {
    const float along = places.At(static_cast<float>(i) + 0.5F) - kEnds;
    columns.middles.push_back(line.left + along * step);
  }
  return columns;
}

}  // namespace clearway::camera
