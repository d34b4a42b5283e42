// TH1: at every layer of its envelope.
#include "tests/fuzz/certificate_layers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  clearway::certificate::ReadAtLayer({data, size}, "TH1:");
  return 0;
}
