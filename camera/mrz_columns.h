#pragma once

#include <optional>
#include <vector>

#include "camera/mrz_find.h"

namespace clearway::camera {

// Where the columns of a line are: in turn from `left` to `right`, evenly but for perspective.
struct Columns {
  std::vector<cv::Point2f> middles;  // frame pixels
  // How much more ink columns have in their middles than between them; 1 is as clear as can be.
  float clearness = 0;
};

// Fits so many columns into a line whose ends are known to about a column. Every character of a
// zone has ink, the filler too, and none reaches its neighbours.
[[nodiscard]] Columns FitColumns(Pyramid& pyramid, const TextLine& found, int count);

}  // namespace clearway::camera
