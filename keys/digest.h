#pragma once

#include <array>
#include <cstdint>

#include "base/encoding/bytes.h"

namespace clearway::keys {

using Sha256Digest = std::array<std::uint8_t, 32>;
using Sha384Digest = std::array<std::uint8_t, 48>;
using Sha512Digest = std::array<std::uint8_t, 64>;

// FIPS 180-4.
[[nodiscard]] Sha256Digest Sha256(encoding::ByteView bytes);
[[nodiscard]] Sha384Digest Sha384(encoding::ByteView bytes);
[[nodiscard]] Sha512Digest Sha512(encoding::ByteView bytes);

}  // namespace clearway::keys
