#pragma once

#include <opencv2/core.hpp>
#include <span>

namespace clearway::camera {

// What tells classes apart: rows of `projection` are directions in which the variance within
// classes is 1 and classes lie furthest from each other; row i of `centres` is class i in them.
struct Discriminants {
  cv::Mat1d projection;  // features x pixels
  cv::Mat1d centres;     // classes x features
};

// Fisher's linear discriminants. `classes`: each a matrix of one sample a row. `calm`, a share of
// the mean variance, is added to every pixel's, so that a pixel that never changed in training
// counts for no more than that says.
[[nodiscard]] Discriminants FindDiscriminants(std::span<const cv::Mat1f> classes, int features,
                                              double calm);

}  // namespace clearway::camera
