#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"

namespace clearway::keys {

// What a certificate revocation list (RFC 5280 section 5) comes to.
struct CrlContent {
  // Both CrlScopes of every authority given that it speaks for: of the country and name of the one
  // that signed it. A country's newest key signs for its older ones, too (Doc 9303-12).
  std::vector<std::string> scopes;
  Timestamp issued;
  Timestamp next_update;
  std::vector<encoding::Bytes> serials;  // big-endian, without leading zeros
};

// Reads a CRL as DER that one of the authorities (certificates as DER) has signed. kInvalid: no
// CRL, one that does not say when the next comes, or is from the future; kUnsupported: one for a
// part of the certificates only (a delta, or limited by a critical extension), or with an entry
// that takes a revocation back or has a critical extension; kDenied: none of the authorities has
// signed it, or it bears another name than the one that has.
[[nodiscard]] Result<CrlContent> ReadCrl(encoding::ByteView der,
                                         std::span<const encoding::Bytes> authorities,
                                         Timestamp now);

}  // namespace clearway::keys
