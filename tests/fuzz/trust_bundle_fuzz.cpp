// Trust bundles and their contents: nothing that nobody signed is opened, and what is read comes
// back the same when it is written again.
#include <cstdint>
#include <cstdlib>

#include "keys/trust_bundle.h"
#include "keys/trust_store.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const encoding::ByteView input{data, size};
  if (keys::OpenTrustBundle(input, {})) std::abort();
  const auto bundle = keys::PeekTrustBundle(input);
  if (!bundle) return 0;
  const encoding::Bytes again = keys::EncodeTrustBundle(*bundle);
  const auto read = keys::ParseTrustBundle(again);
  if (!read || keys::EncodeTrustBundle(*read) != again) std::abort();
  keys::TrustStore store;
  store.AddBundle(*bundle, keys::DemoSigners::kRefuse);
  if (store.size() > bundle->signers.size()) std::abort();
  return 0;
}
