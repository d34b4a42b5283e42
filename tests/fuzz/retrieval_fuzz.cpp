// Any answer of a retrieval service: what is taken is one to sixteen texts within their bounds.
#include <cstdlib>

#include "kiosk/sources/retrieval_source.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto texts = sources::ParseRetrievalAnswer(encoding::AsText({data, size}));
  if (!texts) return 0;
  if (texts->codes.empty() || texts->codes.size() > vault::kMostTexts) std::abort();
  for (const std::string& text : texts->codes) {
    if (text.empty() || text.size() > vault::kMostTextBytes) std::abort();
  }
  return 0;
}
