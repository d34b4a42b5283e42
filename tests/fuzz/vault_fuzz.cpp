// Whatever lies in the vault's place: a sealed copy, what was inside of one, a day's key. None of
// them opens unless the vault made it; texts that parse are written to what parses again.
#include <cstdlib>

#include "kiosk/records/vault/day_keys.h"
#include "kiosk/records/vault/sealed_copy.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const encoding::ByteView bytes(data, size);
  static const encoding::Bytes kKey(32, 0x17);
  if (vault::ParseDayKey(bytes, kKey)) std::abort();
  const vault::CopyLock lock{kKey, kKey, kKey, kKey, {.memory_kib = 8, .passes = 1}};
  if (vault::OpenCopy({.sealed = {bytes.begin(), bytes.end()}}, lock)) std::abort();
  const auto texts = vault::ParseTexts(bytes);
  if (!texts) return 0;
  const auto again = vault::EncodeTexts(texts->codes);
  if (!again || vault::ParseTexts(again->view())->codes != texts->codes) std::abort();
  return 0;
}
