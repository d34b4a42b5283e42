#pragma once

#include <optional>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/secret.h"

namespace clearway::keys {

// AES key wrap (RFC 3394) under a key of 16, 24 or 32 bytes. Nullopt, without a reason: lengths
// that cannot be, or not what was wrapped.
[[nodiscard]] std::optional<Secret> UnwrapKey(encoding::ByteView wrapping_key,
                                              encoding::ByteView wrapped);
// `key` has 16 bytes or more, a multiple of 8. kInvalid: wrong lengths.
[[nodiscard]] Result<encoding::Bytes> WrapKey(encoding::ByteView wrapping_key,
                                              encoding::ByteView key);

}  // namespace clearway::keys
