#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "camera/code.h"
#include "camera/find.h"

namespace clearway::camera {

// What to tell the hand about a picture in which no code was read.
[[nodiscard]] Guidance Advise(const cv::Mat& grey, const std::vector<Candidate>& candidates);

}  // namespace clearway::camera
