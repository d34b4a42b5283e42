// Any text at all: no format may crash on it, and nothing is accepted without a trusted signer.
#include <cstdint>
#include <cstdlib>

#include "base/encoding/bytes.h"
#include "certificate/read.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reading = certificate::Read(encoding::AsText({data, size}), keys::TrustStore(),
                                         Timestamp(std::chrono::seconds(1'800'000'000)));
  if (reading.authenticity.valid()) std::abort();
  return 0;
}
