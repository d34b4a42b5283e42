// An operator's disclosure table: whatever it says, an unknown post never sees more than a known
// one.
#include <cstdint>
#include <cstdlib>

#include "base/encoding/bytes.h"
#include "certificate/disclosure.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = certificate::Disclosures::Parse(encoding::AsText({data, size}));
  if (!table) return 0;
  const certificate::Disclosure least = table->ForPost("");
  for (const std::string& post : table->posts()) {
    for (const char* field : {"holder.name", "document.number", "record.disease", "test.result"}) {
      if (least.Shows(field) && !table->ForPost(post).Shows(field)) std::abort();
    }
  }
  return 0;
}
