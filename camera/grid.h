#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "camera/homography.h"

namespace clearway::camera {

// How far a symbol's modules lie from where a flat sheet would have them, at some places of the
// symbol: paper bends. Between the places it is interpolated.
struct Bend {
  std::vector<float> places;        // in modules, ascending, the same in both directions
  std::vector<cv::Point2f> offset;  // in modules, row by row
  [[nodiscard]] cv::Point2f At(cv::Point2f module) const;
};

// Both, one on top of the other.
[[nodiscard]] Bend Sum(const Bend& one, const Bend& other);

// Where a symbol's modules lie in a picture. Places in the symbol are in modules: (0, 0) is its top
// left corner, (0.5, 0.5) the middle of the first module.
class Grid {
 public:
  explicit Grid(const cv::Matx33d& homography) : homography_(homography) {}
  Grid(const cv::Matx33d& homography, Bend bend)
      : homography_(homography), bend_(std::move(bend)) {}

  [[nodiscard]] cv::Point2f operator()(cv::Point2f module) const {
    return Map(homography_, bend_.places.empty() ? module : module + bend_.At(module));
  }
  // The same grid bent further: places are moved by `bend` before all else.
  [[nodiscard]] Grid With(const Bend& bend) const;
  // The corners of a symbol of `side` modules, clockwise from its top left.
  [[nodiscard]] std::array<cv::Point2f, 4> Corners(int side) const;

 private:
  cv::Matx33f homography_;  // single precision: thousands of modules are mapped
  Bend bend_;
};

}  // namespace clearway::camera
