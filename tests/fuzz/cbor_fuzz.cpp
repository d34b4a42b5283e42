// The CBOR reader: every accessor of every item of whatever parses, and items that lie where they
// say.
#include <cstdint>
#include <cstdlib>

#include "base/encoding/cbor.h"

using namespace clearway::encoding;

namespace {

void Visit(const cbor::Item& item, ByteView whole) {
  const ByteView encoded = item.encoded();
  if (encoded.data() < whole.data() ||
      encoded.data() + encoded.size() > whole.data() + whole.size() || encoded.empty()) {
    std::abort();
  }
  (void)item.AsInteger();
  (void)item.AsNumber();
  (void)item.AsBoolean();
  if (const auto text = item.AsText(); text && text->size() >= encoded.size()) std::abort();
  if (const auto bytes = item.AsBytes(); bytes && bytes->size() >= encoded.size()) std::abort();
  if (item.kind() == cbor::Kind::kTagged) Visit(item.tagged(), whole);
  for (const cbor::Item& element : item.Elements()) Visit(element, whole);
  for (const auto& [key, value] : item.Entries()) {
    Visit(key, whole);
    Visit(value, whole);
    if (const auto number = key.AsInteger(); number && !item.Find(*number)) std::abort();
    if (const auto name = key.AsText(); name && !item.Find(*name)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView whole(data, size);
  if (const auto document = cbor::Document::Parse(whole)) Visit(document->root(), whole);
  return 0;
}
