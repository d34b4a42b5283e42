// Reader keys, as they are inside of a delivered file and around it: what parses is written to what
// parses again.
#include <algorithm>
#include <cstdlib>

#include "keys/reader_key.h"
#include "keys/reader_key_file.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto kDevice =
      *keys::DecryptionKey::FromScalar(keys::Curve::kP256, encoding::Bytes(32, 0x17));
  const encoding::ByteView bytes(data, size);
  (void)keys::OpenReaderKey(bytes, kDevice);
  if (const auto key = keys::ParseReaderKey(bytes)) {
    const auto again = keys::ParseReaderKey(keys::EncodeReaderKey(*key).view());
    if (!again || again->group != key->group || again->kind() != key->kind()) std::abort();
  }
  if (const auto key = keys::ParseSealingKey(bytes)) {
    const auto again = keys::ParseSealingKey(keys::EncodeSealingKey(*key).view());
    if (!again || !std::ranges::equal(again->key.view(), key->key.view())) std::abort();
  }
  return 0;
}
