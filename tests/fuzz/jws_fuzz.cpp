// Compact JWS: what parses is made of its own text.
#include <cstdint>
#include <cstdlib>

#include "base/encoding/jws.h"

using namespace clearway::encoding;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = AsText({data, size});
  const auto jws = ParseCompactJws(text);
  if (jws && (!text.starts_with(jws->signed_text) || jws->algorithm.size() > size)) std::abort();
  return 0;
}
