#pragma once

#include <string_view>

#include "base/core/clock.h"
#include "certificate/keyring.h"
#include "certificate/read.h"

// The travel health certificate: this project's open profile, specified in
// docs/formats/travel-health.md. TH1: -> base45 -> zlib or not -> COSE_Sign1 -> CWT, and the
// same sealed: TH1: -> base45 -> COSE_Encrypt0 or COSE_Encrypt -> zlib or not -> ...
namespace clearway::certificate {

// The digit is the profile's version. Only characters of the alphanumeric QR mode (ISO/IEC 18004)
// are in it, as in base45.
inline constexpr std::string_view kTravelHealthPrefix = "TH1:";

// `text` begins with the prefix. The signer needs the profile's own extended key usage: a key that
// was trusted for other certificates signs none of these.
[[nodiscard]] Reading ReadTravelHealth(std::string_view text, const Keyring& keyring,
                                       Timestamp now);

// Whether such a text is of the sealed form, told by its first bytes.
[[nodiscard]] bool IsSealedTravelHealth(std::string_view text);

}  // namespace clearway::certificate
