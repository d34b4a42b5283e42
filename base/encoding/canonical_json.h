#pragma once

#include <string>
#include <string_view>

#include "base/encoding/json.h"

namespace clearway::encoding {

// The one canonical text of a JSON value (RFC 8785, JSON Canonicalization Scheme): no white space,
// keys in the order of their UTF-16 code units, numbers as ECMAScript writes doubles, strings with
// the fewest escapes.
[[nodiscard]] std::string CanonicalJson(const json::Item& item);

// One string as it stands in that text: in quotation marks, with the fewest escapes. `text` is
// UTF-8.
[[nodiscard]] std::string CanonicalText(std::string_view text);

// A finite double as ECMAScript's Number::toString writes it (RFC 8785 section 3.2.2.3).
[[nodiscard]] std::string CanonicalNumber(double number);

}  // namespace clearway::encoding
