// A symbol's data codewords after error correction: any bytes, read as every size of symbol. What is
// read must be no longer than digits, the densest of characters, can make it.
#include <cstdint>
#include <cstdlib>

#include "camera/bit_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const int version : {1, 9, 10, 26, 27, 40}) {
    const auto text = clearway::camera::ReadMessage({data, size}, version);
    if (text && text->size() > 3 * size) std::abort();
  }
  return 0;
}
