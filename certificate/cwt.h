#pragma once

#include <cstdint>
#include <string>

#include "base/encoding/cbor.h"
#include "certificate/cbor_fields.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

// How a CWT may write its times: as numbers (RFC 8392 section 2), or also as date-and-time strings
// with their offset, under their tag (RFC 8949 section 3.4.1), as Italy has written them.
enum class TimeForm : std::uint8_t { kNumber, kNumberOrText };

// Reads the claims of a CWT (RFC 8392) that every certificate carries into `certificate`: iss (1),
// exp (4), nbf (5) and iat (6). The times of issue and expiry are required, since without them
// nothing bounds a certificate, unless it has a form of its own for them: then `times` is
// kOptional. The first claim that breaks this goes into `problem`.
void ReadClaims(encoding::cbor::Item claims, Certificate& certificate, std::string& problem,
                TimeForm form, Need times = Need::kRequired);

}  // namespace clearway::certificate
