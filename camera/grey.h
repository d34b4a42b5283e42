#pragma once

#include <opencv2/core.hpp>

#include "hal/camera.h"

namespace clearway::camera {

// A frame's grey picture. The frame must outlive it, and nobody may write to it: OpenCV has no view
// of constant memory.
[[nodiscard]] inline cv::Mat1b GreyOf(const hal::Frame& frame) {
  return {frame.height, frame.width, const_cast<std::uint8_t*>(frame.luma().data()),
          static_cast<std::size_t>(frame.stride)};
}

}  // namespace clearway::camera
