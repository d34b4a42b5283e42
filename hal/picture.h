#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "hal/camera.h"

namespace clearway::hal {

// A picture file's bytes. kNotFound, kDenied; kInvalid: not a plain file, empty, or over 64 MiB.
[[nodiscard]] Result<std::vector<std::uint8_t>> LoadPictureFile(const std::string& path);

// Whether the file begins as a PNG or JPEG picture does.
[[nodiscard]] Result<bool> IsPictureFile(const std::string& path);

// The grey picture that a PNG or JPEG file holds; transparent ones lie on white. kUnsupported:
// neither format; kInvalid: damaged, or larger than 8192 pixels a side.
[[nodiscard]] Result<std::shared_ptr<const Frame>> DecodePicture(
    std::span<const std::uint8_t> file);

}  // namespace clearway::hal
