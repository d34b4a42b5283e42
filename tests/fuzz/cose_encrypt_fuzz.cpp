// COSE_Encrypt0 and COSE_Encrypt: whatever parses can be written again, and then means the same.
#include <cstdint>
#include <cstdlib>

#include "base/encoding/cose_encrypt.h"

using namespace clearway::encoding;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto message = cose::ParseEncrypted({data, size});
  if (!message) return 0;
  const Bytes bytes = cose::EncodeEncrypted(*message);
  const auto again = cose::ParseEncrypted(bytes);
  if (!again || again->recipients.size() != message->recipients.size() ||
      cose::EncodeEncrypted(*again) != bytes) {
    std::abort();
  }
  return 0;
}
