#pragma once

#include <cstddef>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::encoding {

// Inflates one whole zlib stream (RFC 1950, Adler-32 checked). kInvalid when it is broken, cut
// short, wants a preset dictionary, or is followed by further bytes; kFull when the content is
// longer than `bound` bytes: never cut silently.
[[nodiscard]] Result<Bytes> InflateZlib(ByteView stream, std::size_t bound);

// The same for a raw DEFLATE stream (RFC 1951), as a JWS with "zip": "DEF" carries it. It has no
// checksum of its own, but may be followed by that of gzip (RFC 1952 section 2.3.1: CRC-32 and
// length), which Senegal's cards have; then this has to be right.
[[nodiscard]] Result<Bytes> InflateRaw(ByteView stream, std::size_t bound);

// One zlib stream at the best compression.
[[nodiscard]] Bytes DeflateZlib(ByteView content);

}  // namespace clearway::encoding
