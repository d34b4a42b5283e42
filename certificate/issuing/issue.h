#pragma once

#include <string>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "certificate/certificate.h"
#include "keys/issuing/issuer.h"

// Certificate -> signed text. The kiosk does not link this library.
namespace clearway::certificate {

// The text for a QR code, in the format that the certificate names. Nothing is made that a verifier
// would call malformed, against its specification, or signed by a key that may not: the result is
// read back before it is returned. Its dates may lie in the past or in the future.
// kUnsupported: other formats than EU DCC and travel health; kInvalid: what is missing or wrong, by
// the field's name.
[[nodiscard]] Result<std::string> Issue(const Certificate& certificate, const keys::Issuer& issuer);

// A COSE_Sign1 message with algorithm and key id in the protected header, tagged with 18.
[[nodiscard]] Result<encoding::Bytes> SignMessage(encoding::ByteView payload,
                                                  const keys::Issuer& issuer);

// Whether an EU DCC's names can be written in A to Z, as given or by Doc 9303-3 section 6.
// kInvalid: which member is missing or wrong.
[[nodiscard]] Status CheckIcaoNames(const Name& name);

// The CWT claims of either format, before they are signed.
[[nodiscard]] encoding::Bytes EuDccPayload(const Certificate& certificate);
[[nodiscard]] encoding::Bytes TravelHealthPayload(const Certificate& certificate);

// A signed message in its envelope of compression, base45 and prefix.
[[nodiscard]] std::string EuDccText(encoding::ByteView message);
[[nodiscard]] std::string TravelHealthText(encoding::ByteView message);

}  // namespace clearway::certificate
