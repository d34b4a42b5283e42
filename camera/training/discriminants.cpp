#include "camera/training/discriminants.h"

#include <cmath>

namespace clearway::camera {
namespace {

// The mean of a class, and how its samples deviate from it, added to `scatter`.
cv::Mat1d AddClass(const cv::Mat1f& samples, cv::Mat1d& scatter) {
  cv::Mat1d mean;
  cv::reduce(samples, mean, 0, cv::REDUCE_AVG, CV_64F);
  cv::Mat1f deviations = samples.clone();
  cv::Mat1f mean_row;
  mean.convertTo(mean_row, CV_32F);
  for (int i = 0; i < samples.rows; ++i) deviations.row(i) -= mean_row;
  cv::Mat1d products;
  cv::mulTransposed(deviations, products, true, cv::noArray(), 1, CV_64F);
  scatter += products;
  return mean;
}

}  // namespace

Discriminants FindDiscriminants(std::span<const cv::Mat1f> classes, int features, double calm) {
  const int pixels = classes.front().cols;
  cv::Mat1d scatter(pixels, pixels, 0.0);
  cv::Mat1d means;
  double samples = 0;
  for (const cv::Mat1f& one : classes) {
    means.push_back(AddClass(one, scatter));
    samples += one.rows;
  }
  scatter /= samples;
  const double variance = cv::trace(scatter)[0] / pixels;
  scatter += calm * variance * cv::Mat1d::eye(pixels, pixels);

  // Seen where the variance within classes is 1, means differ in the directions of the eigenvectors
  // of their products; these are what is written here without going there.
  cv::Mat1d middle;
  cv::reduce(means, middle, 0, cv::REDUCE_AVG);
  const cv::Mat differences = means - cv::repeat(middle, means.rows, 1);
  cv::Mat1d scaled;  // pixels x classes
  cv::solve(scatter, differences.t(), scaled, cv::DECOMP_CHOLESKY);
  cv::Mat1d values, vectors;
  cv::eigen(differences * scaled, values, vectors);
  cv::Mat projection = vectors.rowRange(0, features) * scaled.t();
  for (int i = 0; i < features; ++i) projection.row(i) /= std::sqrt(values(i));
  return {.projection = projection, .centres = cv::Mat(means * projection.t())};
}

}  // namespace clearway::camera
