#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "base/core/result.h"

namespace clearway::frames {

// Writes one picture (8-bit grey; blue, green, red; or these with alpha) as PNG. kUnavailable: the
// file cannot be written.
[[nodiscard]] Status WritePng(const std::string& path, const cv::Mat& picture);

}  // namespace clearway::frames
