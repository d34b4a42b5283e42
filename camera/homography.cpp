#include "camera/homography.h"

#include <cmath>

namespace clearway::camera {
namespace {

using Equations = cv::Matx<double, 8, 8>;
using Vector8 = cv::Vec<double, 8>;

// Moves and scales points so that their mean is zero and their spread one: the equations are then
// well conditioned (Hartley 1997).
struct Normalisation {
  cv::Point2d mean{0, 0};
  double scale = 1;
  [[nodiscard]] cv::Point2d operator()(cv::Point2f p) const {
    return (cv::Point2d(p) - mean) * scale;
  }
  [[nodiscard]] cv::Matx33d matrix() const {
    return {scale, 0, -scale * mean.x, 0, scale, -scale * mean.y, 0, 0, 1};
  }
};

template <typename Member>
Normalisation NormalisationOf(const std::vector<Match>& matches, Member member) {
  Normalisation result;
  const auto count = static_cast<double>(matches.size());
  for (const Match& match : matches) result.mean += cv::Point2d(match.*member) / count;
  double spread = 0;
  for (const Match& match : matches)
    spread += cv::norm(cv::Point2d(match.*member) - result.mean) / count;
  result.scale = spread > 0 ? 1.4142 / spread : 1;
  return result;
}

void AddEquation(Equations& left, Vector8& right, const Vector8& row, double value,
                 double weight) {
  for (int i = 0; i < 8; ++i) {
    for (int j = 0; j < 8; ++j) left(i, j) += weight * row[i] * row[j];
    right[i] += weight * row[i] * value;
  }
}

}  // namespace

std::optional<cv::Matx33d> FitHomography(const std::vector<Match>& matches) {
  if (matches.size() < 4) return std::nullopt;
  const Normalisation from = NormalisationOf(matches, &Match::from);
  const Normalisation to = NormalisationOf(matches, &Match::to);
  Equations left = Equations::zeros();
  Vector8 right = Vector8::all(0);
  for (const Match& match : matches) {
    const cv::Point2d p = from(match.from);
    const cv::Point2d q = to(match.to);
    const double weight = match.weight;
    AddEquation(left, right, {p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x}, q.x, weight);
    AddEquation(left, right, {0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y}, q.y, weight);
  }
  Vector8 h;
  if (!cv::solve(left, right, h, cv::DECOMP_CHOLESKY)) return std::nullopt;
  const cv::Matx33d inner(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], 1);
  cv::Matx33d whole = to.matrix().inv() * inner * from.matrix();
  if (!std::isfinite(whole(2, 2)) || std::abs(whole(2, 2)) < 1e-12) return std::nullopt;
  whole *= 1 / whole(2, 2);
  return whole;
}

}  // namespace clearway::camera
