#pragma once

#include <string>

#include "base/text/catalogue.h"
#include "certificate/presentation.h"

namespace clearway::printer {

// What stands behind a label, in the words of a language: what page and screen show of it. Moments
// are given in `zone`, an IANA name.
[[nodiscard]] std::string InWords(const certificate::Value& value, const text::Catalogue& language,
                                  const std::string& zone = "UTC");

}  // namespace clearway::printer
