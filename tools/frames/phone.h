#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "base/core/result.h"

namespace clearway::frames {

// A flat thing to be held to the camera: its picture (blue, green, red, alpha) and its size in
// millimetres.
struct Sheet {
  cv::Mat picture;
  cv::Size2d size;
};

// A phone whose screen shows a card with `text` as a QR code, error correction level M. kInvalid:
// more than a QR code holds.
[[nodiscard]] Result<Sheet> DrawPhone(const std::string& text);

}  // namespace clearway::frames
