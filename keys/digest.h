#pragma once

#include <array>
#include <cstdint>

#include "base/encoding/bytes.h"

namespace clearway::keys {

using Sha256Digest = std::array<std::uint8_t, 32>;

// FIPS 180-4.
[[nodiscard]] Sha256Digest Sha256(encoding::ByteView bytes);

}  // namespace clearway::keys
