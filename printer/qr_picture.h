#pragma once

#include <cstdint>
#include <vector>

#include "base/core/result.h"
#include "printer/qr_code.h"

namespace clearway::printer {

// The code alone with its quiet zone as a grey PNG, `scale` (1 to 64) pixels a module.
[[nodiscard]] Result<std::vector<std::uint8_t>> QrPicture(const QrCode& code, int scale);

}  // namespace clearway::printer
