#pragma once

#include <cstddef>

#include "base/encoding/json.h"

namespace clearway::keys {

// The largest published list that is read, in bytes.
inline constexpr std::size_t kLargestList = 64U << 20;
inline constexpr encoding::json::Limits kListLimits{.depth = 8, .items = 4'000'000};

}  // namespace clearway::keys
