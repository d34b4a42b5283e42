// A serial line that sends anything, in any pieces, with any pauses.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "hal/scan_framing.h"

using clearway::hal::ScanFraming;

namespace {

void Check(const ScanFraming::Taken& taken) {
  for (const auto& code : taken.codes) {
    const bool bounded = !code.text.empty() && code.text.size() <= ScanFraming::kLongestCode;
    const bool one_line = code.text.find_first_of("\r\n") == std::string::npos;
    if (!bounded || !one_line || (code.symbology.size() != 2 && !code.symbology.empty()))
      std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ScanFraming framing;
  ScanFraming::Time now{};
  std::span<const std::uint8_t> rest(data, size);
  while (rest.size() >= 2) {
    // The first byte says how long a piece follows, the second how long a pause.
    const std::size_t piece = std::min<std::size_t>(rest[0] * 64U, rest.size() - 2);
    now += std::chrono::milliseconds(rest[1] * 10);
    Check(framing.Take(rest.subspan(2, piece), now));
    rest = rest.subspan(2 + piece);
  }
  return 0;
}
