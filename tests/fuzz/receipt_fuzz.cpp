// Any code that claims to be a receipt: what parses has one spelling, and none counts without a
// known kiosk.
#include <cstdlib>
#include <string>

#include "kiosk/receipt/receipt.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(encoding::AsText(encoding::ByteView(data, size)));
  if (const auto read = receipt::Parse(text)) {
    if (receipt::Text(*read) != text) std::abort();
    const TrustedTime time{.now = read->receipt.checked_at, .trusted = true};
    const auto checked = receipt::Check(text, {}, {.demo = true}, time);
    if (checked || checked.error() != receipt::Problem::kUnknownKiosk) std::abort();
  }
  return 0;
}
