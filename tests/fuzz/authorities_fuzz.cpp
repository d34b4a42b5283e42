// Authorities, CRLs and signer certificates of strangers: nobody is vouched for by nobody.
#include <cstdint>
#include <cstdlib>

#include "keys/authorities.h"

using namespace clearway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};
  const encoding::ByteView input{data, size};
  if (keys::Authorities().FindSigner(input, kNow)) std::abort();
  keys::Authorities authorities;
  (void)authorities.Add(input);
  (void)authorities.AddCrl(input);
  (void)authorities.FindSigner(input, kNow);  // a certificate that signs itself may be found
  return 0;
}
