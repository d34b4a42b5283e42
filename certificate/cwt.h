#pragma once

#include <string>

#include "base/encoding/cbor.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

// Reads the claims of a CWT (RFC 8392) that every certificate carries into `certificate`: iss (1),
// exp (4), nbf (5) and iat (6). Those of issue and expiry are required: without them nothing bounds
// a certificate. The first claim that breaks this goes into `problem`.
void ReadClaims(encoding::cbor::Item claims, Certificate& certificate, std::string& problem);

}  // namespace clearway::certificate
