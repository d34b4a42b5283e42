#pragma once

#include <memory>

#include "base/core/result.h"
#include "hal/camera.h"
#include "hal/gstreamer.h"

namespace clearway::hal {

// A decoded picture as a Frame. Where the format has a plane of luma (NV12, I420, GRAY8 and their
// kin) the Frame is that plane itself, held until it goes; other formats are turned to grey in a
// copy, transparent ones laid on white. The pixels are overwritten when the Frame goes. kInvalid:
// the sample holds no picture.
[[nodiscard]] Result<std::shared_ptr<const Frame>> FrameFromSample(
    GstPtr<GstSample> sample, std::chrono::steady_clock::time_point captured);

}  // namespace clearway::hal
