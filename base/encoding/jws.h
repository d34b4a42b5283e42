#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

// JSON Web Signature in compact form (RFC 7515 section 7.1), the envelope of SMART Health Cards.
namespace clearway::encoding {

struct CompactJws {
  std::string_view signed_text;  // header and payload as written: what the signature covers
  std::string algorithm;         // "ES256"
  std::optional<std::string> key_id;
  std::optional<std::string> compression;  // header "zip": "DEF" for raw DEFLATE
  Bytes payload;                           // as carried, so perhaps compressed
  // Empty where the text is not one that encoding bytes gives: it is nobody's signature then.
  Bytes signature;
};

// kInvalid: other than three parts; a part that is not base64url; a header that is no strict JSON
// object, lacks "alg", has a field of the wrong kind, or one under "crit" that nobody here
// understands. `text` must outlive the result.
[[nodiscard]] Result<CompactJws> ParseCompactJws(std::string_view text);

}  // namespace clearway::encoding
