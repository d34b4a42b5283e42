#pragma once

#include "base/core/clock.h"
#include "base/encoding/bytes.h"
#include "certificate/read.h"
#include "keys/revocation_file.h"
#include "keys/signature.h"

namespace clearway::certificate {

// Looks an authentic certificate up among the revoked ones; its format says under which names:
//   EU and WHO: SHA-256 of the UVCI, of country and UVCI, and of the signature (of ECDSA its r),
//   each cut to 16 bytes (eHealth Network, "EU DCC Revocation", section 5), for every record; SMART
//   Health Cards: the `rid`; travel health certificates: the serial.
// Seals of VDS-NC have their signer's CRL instead. A hit makes the reading kRevoked. With
// `required`, everything else than a fresh "not revoked" leaves kRevocationUnknown; `file` is null
// where there is none.
void CheckRevocation(const keys::RevocationFile* file, bool required,
                     keys::SignatureAlgorithm algorithm, encoding::ByteView signature,
                     Timestamp now, Reading& reading);

}  // namespace clearway::certificate
