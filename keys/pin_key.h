#pragma once

#include <cstdint>
#include <optional>

#include "base/encoding/bytes.h"
#include "keys/secret.h"

namespace clearway::keys {

// What one guess at a PIN costs: Argon2id (RFC 9106), one lane.
struct PinCost {
  std::uint32_t memory_kib = 19 * 1024;  // OWASP's recommendation for interactive use
  std::uint32_t passes = 2;
};

// A key of 32 bytes out of a PIN. `salt`: 16 bytes, new for each PIN; `pepper`: a key that is not
// beside the salt on the disk, so that nobody who has only the disk can guess; `bound_to`: what
// else the key belongs to. Nullopt: out of memory, or a salt that is too short.
[[nodiscard]] std::optional<Secret> KeyFromPin(encoding::ByteView pin, encoding::ByteView salt,
                                               encoding::ByteView pepper,
                                               encoding::ByteView bound_to, PinCost cost = {});

}  // namespace clearway::keys
