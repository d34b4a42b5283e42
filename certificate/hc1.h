#pragma once

#include <string_view>

#include "base/core/clock.h"
#include "certificate/read.h"
#include "keys/trust_store.h"

// The envelope that EU DCC and WHO's formats share (eHealth Network, "Technical Specifications for
// EU Digital COVID Certificates", volumes 1 and 3; WHO Global Digital Health Certification Network,
// "HCERT"): HC1: -> base45 -> zlib -> COSE_Sign1 -> CWT -> hcert, whose sub-claim says what it is.
namespace clearway::certificate {

// `text` begins with kEuDccPrefix. Sub-claims: 1 is the EU DCC, 3 and 4 are WHO's vaccination
// certificate and test report; 5 (a link to health data, which only a server could open) and -6
// (the paper booklet's digital version) are named as kUnsupported once their signature holds, or
// where nobody can check it. In WHO's first profile the content stands where the claims would, and
// may carry no dates. docs/formats/README.md lists the oddities of real issuers that are accepted.
[[nodiscard]] Reading ReadHc1(std::string_view text, const keys::TrustStore& trust, Timestamp now);

}  // namespace clearway::certificate
