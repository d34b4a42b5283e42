#pragma once

#include <cstddef>
#include <string_view>

#include "base/encoding/json.h"

namespace clearway::keys {

// The largest published list that is read, in bytes.
inline constexpr std::size_t kLargestList = 64U << 20;
inline constexpr encoding::json::Limits kListLimits{.depth = 8, .items = 4'000'000};

// The text under a key; empty when there is none, or it is something else.
[[nodiscard]] std::string_view TextMember(const encoding::json::Item& object, std::string_view key);

}  // namespace clearway::keys
