// Base45 and its relatives: whatever decodes must encode to the same text again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding/base45.h"
#include "base/encoding/base64.h"

using namespace clearway::encoding;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = AsText({data, size});
  if (const auto bytes = DecodeBase45(text); bytes && EncodeBase45(*bytes) != text) std::abort();
  if (const auto bytes = DecodeBase64(text); bytes && EncodeBase64(*bytes) != text) std::abort();
  if (const auto bytes = DecodeBase64Url(text); bytes && EncodeBase64Url(*bytes) != text) {
    std::abort();
  }
  return 0;
}
