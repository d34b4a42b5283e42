#pragma once

#include "base/core/clock.h"
#include "certificate/certificate.h"
#include "certificate/verdict.h"
#include "keys/signer.h"

namespace clearway::certificate {

// Whether the operator's limits let a signer sign this certificate. Another format, kind of record
// or country than they name: kKeyUsage. A moment of issue outside of theirs (of a certificate that
// names none: now): kNotYetValid, kExpired. A certificate without an issuing country, which a SMART
// Health Card never has, is of its signer's; where nobody knows that one, every record's own must
// be allowed.
[[nodiscard]] Authenticity CheckLimits(const keys::Signer& signer, const Certificate& certificate,
                                       Timestamp now);

// The words that limits use for a record: "vaccination", "test", "recovery",
// "declaration".
[[nodiscard]] const char* KindOf(const Record& record);

}  // namespace clearway::certificate
