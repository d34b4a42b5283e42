#pragma once

#include "base/core/clock.h"
#include "base/encoding/bytes.h"
#include "certificate/read.h"
#include "keys/signature.h"
#include "keys/signer.h"
#include "keys/trust_store.h"

namespace clearway::certificate {

// Looks an authentic certificate up among the revoked ones; its format says under which names:
//   EU and WHO: SHA-256 of the UVCI, of country and UVCI, and of the signature (of ECDSA its r),
//   each cut to 16 bytes (eHealth Network, "EU DCC Revocation", section 5), for every record; SMART
//   Health Cards: the `rid`; travel health certificates: the serial; seals of VDS-NC: their
//   signer's serial in its authority's CRL.
// A signer of any format whose own certificate is on its authority's CRL vouches for nothing. A hit
// makes the reading kRevoked. A damaged list leaves kRevocationUnknown, and where the signer's
// limits require revocation data so does everything else than a fresh "not revoked". `trust` has
// the signer and the list.
void CheckRevocation(const keys::TrustStore& trust, const keys::Signer& signer,
                     keys::SignatureAlgorithm algorithm, encoding::ByteView signature,
                     Timestamp now, Reading& reading);

}  // namespace clearway::certificate
