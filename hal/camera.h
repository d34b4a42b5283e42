#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/core/result.h"

namespace clearway::hal {

// One grey picture. Rows are `stride` bytes apart; pixel (x, y) is luma[y * stride + x], 0 black to
// 255 white. The memory is the capture buffer's own: it lives as long as the Frame.
class Frame {
 public:
  virtual ~Frame() = default;
  [[nodiscard]] virtual std::span<const std::uint8_t> luma() const = 0;
  int width = 0;   // pixels
  int height = 0;  // pixels
  int stride = 0;  // bytes
  std::chrono::steady_clock::time_point captured{};
};

// One camera. Not thread-safe: the reader process's capture loop owns it.
class Camera {
 public:
  virtual ~Camera() = default;
  // The newest frame; older ones nobody took are dropped (a replay in step mode drops none).
  // kTimeout: nothing new within `patience`, which says nothing about the device; kUnavailable: the
  // device is gone or stalled, open it anew; kNotFound: a replay is over.
  [[nodiscard]] virtual Result<std::shared_ptr<const Frame>> Next(
      std::chrono::milliseconds patience) = 0;
};

// `v4l2:/dev/video0`; `replay:PATH` (a picture, a folder of pictures in name order, or a film) with
// options
// `?loop=1` (start again at the end), `?step=1` (every frame, as fast as it is asked for; otherwise
// in real time).
[[nodiscard]] Result<std::unique_ptr<Camera>> OpenCamera(const std::string& uri);

}  // namespace clearway::hal
