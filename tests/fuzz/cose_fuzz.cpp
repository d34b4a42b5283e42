// COSE_Sign1: whatever parses can be turned into the bytes that were signed, original header
// included.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/encoding/cose.h"

using namespace clearway::encoding;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto message = cose::ParseSign1({data, size});
  if (!message) return 0;
  const Bytes bytes = cose::SignedBytes(message->protected_header, message->payload);
  if (std::ranges::search(bytes, message->protected_header).empty() &&
      !message->protected_header.empty()) {
    std::abort();
  }
  return 0;
}
