#pragma once

#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/importing/imported.h"

namespace clearway::keys {

// The trust list of the EU gateway (dgc-gateway, GET /trustList): an array of {"kid", "country",
// "certificateType", "rawData", "thumbprint", "signature"}, or an object with it under
// "certificates". Signers ("DSC") are taken whose certificate is the one that kid, thumbprint and
// country name, and which an authority ("CSCA") of their country in the same list has signed, where
// the list has one. Authorities and uploaders only vouch: they are not imported.
//
// `gateway_anchor` is the certificate of the gateway's trust anchor as DER. With it every entry's
// own CMS signature counts too: authorities and uploaders ("UPLOAD") must be signed by the anchor,
// signers by an uploader of their country. Empty: these signatures are not looked at, and a note
// says so.
//
// kInvalid: no such list; kFull: over 64 MiB.
[[nodiscard]] Result<Imported> ReadEuTrustList(std::string_view json,
                                               encoding::ByteView gateway_anchor = {});

}  // namespace clearway::keys
