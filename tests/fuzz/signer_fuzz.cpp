// Certificates of signers, as somebody may put them into a trust folder.
#include <cstdint>

#include "base/encoding/bytes.h"
#include "keys/signer.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const auto signer = keys::SignerFromX509({data, size})) {
    (void)signer->key.Verifies(keys::SignatureAlgorithm::kEs256, {}, encoding::Bytes(64));
  }
  return 0;
}
