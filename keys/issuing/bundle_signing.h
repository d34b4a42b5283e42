#pragma once

#include <span>
#include <string>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/issuing/private_key.h"

namespace clearway::keys {

// The content of a trust bundle (EncodeTrustBundle), or a whole bundle, with the signatures of
// these roots. Signatures that a bundle has already stay, so that two roots on two machines can
// sign one after the other. kInvalid: neither content nor bundle, or more than eight signatures;
// kUnsupported: a key that is not on P-256; kDenied: one of the roots has signed it already.
[[nodiscard]] Result<encoding::Bytes> SignTrustBundle(encoding::ByteView content_or_bundle,
                                                      std::span<const PrivateKey> roots);

// The public half as the installation of a kiosk wants it: a PEM block "PUBLIC KEY".
[[nodiscard]] Result<std::string> RootKeyPem(const PrivateKey& root);

}  // namespace clearway::keys
