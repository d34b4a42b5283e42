// Compressed streams: the bound holds, and one byte behind a whole stream is always refused.
#include <cstdint>
#include <cstdlib>

#include "base/encoding/zlib_stream.h"

using namespace clearway::encoding;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kBound = 64 * 1024;
  const auto raw = InflateRaw({data, size}, kBound);
  if (raw && raw->size() > kBound) std::abort();
  const auto content = InflateZlib({data, size}, kBound);
  if (!content) return 0;
  if (content->size() > kBound) std::abort();
  Bytes longer(data, data + size);
  longer.push_back(0);
  if (InflateZlib(longer, kBound)) std::abort();
  return 0;
}
