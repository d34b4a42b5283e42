#pragma once

#include <string_view>

#include "base/core/result.h"
#include "keys/importing/imported.h"

namespace clearway::keys {

// A trust list of WHO's Global Digital Health Certification Network: a DID document (W3C DID Core)
// whose verification methods carry keys as "publicKeyJwk" (WHO SMART Trust, "DID Trustlist v2").
// Document signers ("...:DSC#kid", and where the identifier ends in the list's own name,
// "...:trustlist#kid", keys whose certificate is no authority's) are taken: with their certificate
// (the first of "x5c") where there is one, which must be of the JWK's key and have the kid that the
// fragment names; otherwise as a bare key on P-256, of the country that the identifier of a
// document signer names. The document's "proof" needs a canonical form of RDF and is not checked; a
// note says so. kInvalid: no such document; kFull: over 64 MiB.
[[nodiscard]] Result<Imported> ReadDidDocument(std::string_view json);

}  // namespace clearway::keys
