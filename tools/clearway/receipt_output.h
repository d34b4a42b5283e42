#pragma once

#include <expected>
#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/receipt/receipt.h"

namespace clearway::tools {

// What became of a receipt, for people (lines of English) and for programs: {"receipt": "counts" or
// the problem, "kiosk", "destination", "checked_at", "expires_at", "demo"}, the rest only where it
// counts. None of the words that a certificate's answer has.
using CheckedReceipt = std::expected<receipt::Receipt, receipt::Problem>;
[[nodiscard]] std::string ToText(const CheckedReceipt& checked);
[[nodiscard]] nlohmann::ordered_json ToJson(const CheckedReceipt& checked);

}  // namespace clearway::tools
