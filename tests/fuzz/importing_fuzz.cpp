// Other people's lists of signers and of revoked certificates. The first byte says which.
#include <cstdint>
#include <cstdlib>

#include "keys/importing/card_revocation_list.h"
#include "keys/importing/crl.h"
#include "keys/importing/did_document.h"
#include "keys/importing/eu_revocation_batch.h"
#include "keys/importing/eu_trust_list.h"

using namespace clearway;

namespace {

// What is taken is what a bundle may carry.
void CheckSigners(const Result<keys::Imported>& imported) {
  if (!imported) return;
  for (const keys::BundledSigner& signer : imported->signers) {
    if (signer.x509.empty() == signer.spki.empty()) std::abort();
    if (signer.x509.empty() == signer.key_id.empty()) std::abort();
  }
}

void CheckBatches(std::string_view text) {
  const auto batches = keys::ReadEuRevocationBatches(text);
  if (!batches) return;
  for (const keys::EuRevocationBatch& batch : *batches) {
    for (const encoding::Bytes& hash : batch.hashes) {
      if (hash.size() != 16) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const encoding::ByteView input{data + 1, size - 1};
  const std::string_view text = encoding::AsText(input);
  switch (data[0] % 5) {
    case 0:
      CheckSigners(keys::ReadEuTrustList(text));
      break;
    case 1:
      CheckSigners(keys::ReadDidDocument(text));
      break;
    case 2:
      CheckBatches(text);
      break;
    case 3:
      (void)keys::ReadCardRevocationList(text);
      break;
    default:
      if (keys::ReadCrl(input, {}, Timestamp{})) std::abort();  // nobody has signed it
  }
  return 0;
}
