#pragma once

#include <string_view>

#include "certificate/certificate.h"

namespace clearway::certificate {

// When a test's sample was taken, in the spellings that ParseDateTime and ParsePartialDate take:
// the moment, as far as it is known, and its day. False: it is neither, or empty.
[[nodiscard]] bool ReadSampleTime(std::string_view text, Test& test);

}  // namespace clearway::certificate
