#include "tools/clearway/receipt_output.h"

#include <fmt/format.h>

#include "base/core/clock.h"

namespace clearway::tools {

std::string ToText(const CheckedReceipt& checked) {
  if (!checked) {
    return fmt::format("RECEIPT THAT DOES NOT COUNT: {}\n", receipt::ToString(checked.error()));
  }
  return fmt::format(
      "CHECKED ELSEWHERE{}\n  at kiosk {} on {} for {}; counts until {}\n"
      "  A kiosk's receipt, no certificate: it names nobody.\n",
      checked->demo ? "   (DEMONSTRATION KEYS: proves nothing)" : "", checked->kiosk,
      FormatTimestamp(checked->checked_at), checked->destination,
      FormatTimestamp(checked->expires_at));
}

nlohmann::ordered_json ToJson(const CheckedReceipt& checked) {
  if (!checked) return {{"receipt", receipt::ToString(checked.error())}};
  return {{"receipt", "counts"},
          {"kiosk", checked->kiosk},
          {"destination", checked->destination},
          {"checked_at", FormatTimestamp(checked->checked_at)},
          {"expires_at", FormatTimestamp(checked->expires_at)},
          {"demo", checked->demo}};
}

}  // namespace clearway::tools
