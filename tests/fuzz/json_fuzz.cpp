// JSON: whatever parses has one canonical text, and that text has itself.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/encoding/bytes.h"
#include "base/encoding/canonical_json.h"
#include "base/encoding/json.h"

using namespace clearway::encoding;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = json::Document::Parse(AsText({data, size}));
  if (!document) return 0;
  const std::string canonical = CanonicalJson(document->root());
  const auto again = json::Document::Parse(canonical);
  if (!again || CanonicalJson(again->root()) != canonical) std::abort();
  return 0;
}
