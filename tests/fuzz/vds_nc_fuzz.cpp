// ICAO VDS-NC. The first byte says whether the rest is the whole text, its data, or the signer's
// certificate.
#include <cstdint>
#include <string>

#include "base/encoding/base64.h"
#include "tests/fuzz/untrusted_reading.h"

using namespace clearway;

namespace {

std::string SealOf(const std::string& data, encoding::ByteView certificate) {
  return R"({"data":)" + data + R"(,"sig":{"alg":"ES256","sigvl":")" +
         encoding::EncodeBase64Url(encoding::Bytes(64)) + R"(","cer":")" +
         encoding::EncodeBase64Url(certificate) + R"("}})";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const encoding::ByteView rest{data + 1, size - 1};
  switch (data[0] % 3) {
    case 0:
      certificate::ReadTrustingNobody(encoding::AsText(rest));
      break;
    case 1:
      certificate::ReadTrustingNobody(
          SealOf(std::string(encoding::AsText(rest)), encoding::Bytes(100)));
      break;
    default:
      certificate::ReadTrustingNobody(SealOf(R"({"hdr":{"t":"icao.vacc"}})", rest));
  }
  return 0;
}
