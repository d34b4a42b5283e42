#pragma once

#include <optional>
#include <string_view>

#include "base/encoding/bytes.h"
#include "keys/digest.h"
#include "keys/secret.h"

namespace clearway::keys {

// HKDF with SHA-256 and without salt (RFC 5869): a key for one purpose out of a secret that is none
// itself, or serves several. Nullopt: more than 8160 bytes are wanted, or OpenSSL failed.
[[nodiscard]] std::optional<Secret> DeriveKey(encoding::ByteView secret, encoding::ByteView purpose,
                                              std::size_t bytes = 32);

// HMAC with SHA-256 (RFC 2104): tells nothing of the message without the key.
[[nodiscard]] Sha256Digest HmacSha256(encoding::ByteView key, encoding::ByteView message);

// Whether two authentication tags are the same, in a time that does not depend on where they
// differ.
[[nodiscard]] bool SameTag(encoding::ByteView one, encoding::ByteView other);

}  // namespace clearway::keys
