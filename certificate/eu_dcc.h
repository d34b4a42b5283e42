#pragma once

#include <string_view>

#include "base/core/clock.h"
#include "certificate/read.h"
#include "keys/trust_store.h"

// The EU Digital COVID Certificate (eHealth Network, "Technical Specifications for EU Digital COVID
// Certificates", volumes 1 and 3): HC1: -> base45 -> zlib -> COSE_Sign1 -> CWT -> hcert.
namespace clearway::certificate {

inline constexpr std::string_view kEuDccPrefix = "HC1:";

// `text` begins with the prefix. What WHO's formats put into the same envelope is named as
// kWhoDdcc. docs/formats/README.md lists the oddities of real issuers that are accepted.
[[nodiscard]] Reading ReadEuDcc(std::string_view text, const keys::TrustStore& trust,
                                Timestamp now);

}  // namespace clearway::certificate
