#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/core/result.h"
#include "hal/camera.h"
#include "hal/device_controls.h"

// The bodies behind OpenCamera: for hal's own files and their tests, and for whoever has a file's
// path, of which not every one fits into an address.
namespace clearway::hal {

struct CameraSize {
  int width = 1280;  // pixels
  int height = 720;  // pixels
};

struct ReplayOptions {
  bool loop = false;
  bool step = false;
  int pictures_per_second = 10;  // for pictures in real time
};

[[nodiscard]] Result<std::unique_ptr<Camera>> OpenV4l2Camera(const std::string& device,
                                                             CameraSize size);
// Whether the file begins as a film does. False where it cannot be read, too.
[[nodiscard]] bool IsFilmFile(const std::string& path);
// `path` names a film file.
[[nodiscard]] Result<std::unique_ptr<Camera>> OpenFilm(const std::string& path,
                                                       const ReplayOptions& options);
// `path` names a picture, or a folder of pictures. All are loaded before this returns.
[[nodiscard]] Result<std::unique_ptr<Camera>> OpenPictures(const std::string& path,
                                                           const ReplayOptions& options);

// How long a live camera may be silent: before its first picture, and after that.
struct CameraPatience {
  std::chrono::milliseconds start{5000};  // exposure and focus settle, USB wakes up
  std::chrono::milliseconds stall{2000};  // an unplugged one may stop without a word
};

// A live source in gst-launch's language, with an element named "gate" (identity) where LimitRate
// drops; Next takes the newest of its pictures, and says kUnavailable when they stop. `controls`
// are what Adjust sets, null for none.
[[nodiscard]] Result<std::unique_ptr<Camera>> OpenLivePipeline(
    const std::string& description, const CameraPatience& patience,
    std::unique_ptr<DeviceControls> controls = nullptr);

}  // namespace clearway::hal
