// Sealed certificates, with keys of every kind at hand: nothing that the fuzzer makes opens, since
// it would have to find a key, and nothing is accepted.
#include <cstdlib>
#include <string>
#include <vector>

#include "base/encoding/base45.h"
#include "certificate/judge.h"
#include "certificate/read.h"

namespace {

using namespace clearway;
using encoding::Bytes;

constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};

keys::ReaderGroup Group() {
  return {.name = "XA-XB", .epoch = 7, .from = kNow, .until = kNow};
}

std::vector<keys::ReaderKey> MakeKeys() {
  std::vector<keys::ReaderKey> keys;
  const Bytes secret(32, 0x17);
  keys.push_back({.group = Group(), .key = keys::Secret(secret)});
  for (const auto curve : {keys::Curve::kP256, keys::Curve::kSm2}) {
    keys.push_back({.group = Group(), .key = *keys::DecryptionKey::FromScalar(curve, secret)});
  }
  return keys;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<keys::ReaderKey> kKeys = MakeKeys();
  static const keys::TrustStore kTrust;
  const std::string text = "TH1:" + encoding::EncodeBase45({data, size});
  const certificate::Reading reading = certificate::Read(text, {kTrust, kKeys}, kNow);
  if (reading.authenticity.valid() || reading.authenticity.step.empty()) std::abort();
  if (certificate::IsSealed(text) && reading.certificate) std::abort();
  const auto verdict = certificate::Judge({&reading, 1}, {.now = kNow, .trusted = true});
  if (verdict.answer == certificate::Answer::kAccepted || verdict.reasons.empty()) std::abort();
  return 0;
}
