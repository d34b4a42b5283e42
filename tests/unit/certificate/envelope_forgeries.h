#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/encoding/bytes.h"
#include "tests/unit/certificate/specimen.h"

namespace clearway::certificate {

// What a forger has at hand.
struct Workshop {
  const keys::Issuer* trusted;                      // its signer is trusted
  const keys::Issuer* stranger;                     // its signer is not
  encoding::Bytes payload;                          // of a certificate that is in date
  encoding::Bytes other_payload;                    // of another one
  std::string (*wrap)(encoding::ByteView message);  // compression, base45 and prefix
};

// The ways to alter the signed envelope that every format of COSE_Sign1 shares. The workshop must
// outlive the result.
[[nodiscard]] std::vector<Forgery> EnvelopeForgeries(const Workshop& workshop);

}  // namespace clearway::certificate
