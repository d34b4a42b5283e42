#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
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
  std::chrono::steady_clock::time_point captured;
};

// How a camera is asked to look. As it is made, all is left to the camera.
struct CameraSetting {
  // Light beside what the camera chooses by itself, in stops: -1 is half of it, 1 twice.
  int stops = 0;
  // Where to focus, from 0, as far as the lens can, to 1, as near; nothing: the camera finds it.
  std::optional<float> focus;
  bool operator==(const CameraSetting&) const = default;
};

// One camera. Not thread-safe: the reader process's capture loop owns it.
class Camera {
 public:
  virtual ~Camera() = default;
  // The newest frame; older ones nobody took are dropped (a replay in step mode drops none).
  // kTimeout: nothing new within `patience`, which says nothing about the device; kUnavailable: the
  // device is gone or stalled, open it anew; kNotFound: a replay is over; kInvalid: a replay's
  // picture cannot be read, the next one may.
  [[nodiscard]] virtual Result<std::shared_ptr<const Frame>> Next(
      std::chrono::milliseconds patience) = 0;
  // At most so many frames a second, 0 for as many as there are: the others are dropped before they
  // cost anything. A replay in step mode drops none.
  virtual void LimitRate(int frames_per_second) = 0;
  // Looks so from one of the next frames on, as far as the device can: many can do only a part of
  // it, and a replay nothing.
  virtual void Adjust(const CameraSetting& setting) = 0;
};

// Opens a camera by URI, and returns when it is set up, at most some seconds later:
//   `v4l2:/dev/video0`, a Linux camera giving Motion JPEG, NV12, YUY2 or grey; option
//   `size=1280x720`; `replay:PATH`, a picture (PNG, JPEG), a folder of pictures in name order, or a
//   film (Motion JPEG in AVI or Matroska); options `loop=1` (start again at the end), `step=1`
//   (every frame, as fast as it is asked for; otherwise in real time), `fps=10` (for pictures in
//   real time).
// Options follow the path as `?loop=1&fps=5`. kInvalid: no such kind or option; kNotFound: no such
// device or file; kUnavailable: it is busy, or does not start; kUnsupported: not a picture or film,
// or not a camera.
[[nodiscard]] Result<std::unique_ptr<Camera>> OpenCamera(const std::string& uri);

}  // namespace clearway::hal
