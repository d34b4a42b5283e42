#pragma once

#include <string>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/issuing/private_key.h"
#include "keys/signer.h"

namespace clearway::keys {

// What a signer's certificate says.
struct SignerProfile {
  std::string name;     // common name
  std::string country;  // ISO 3166-1 alpha-2, as X.509 wants it
  Timestamp not_before;
  Timestamp not_after;
  SignerUsage usage;  // becomes extended key usages
  bool demo = false;  // becomes a certificate policy
};

// A self-signed X.509 certificate for the key, as DER. kInvalid: the country is not two letters, or
// the dates end before they begin.
[[nodiscard]] Result<encoding::Bytes> MakeSignerCertificate(const PrivateKey& key,
                                                            const SignerProfile& profile);

// The certificate as a PEM block.
[[nodiscard]] std::string CertificateToPem(encoding::ByteView der);

}  // namespace clearway::keys
