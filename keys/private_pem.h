#pragma once

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/openssl_handles.h"
#include "keys/secret.h"

// Private keys as unencrypted PKCS #8 in PEM. Included by .cpp files only.
namespace clearway::keys {

// The first private key of a text; null when there is none, or it is encrypted.
[[nodiscard]] PkeyHandle ReadPrivatePem(encoding::ByteView pem);
// kBroken: OpenSSL failed.
[[nodiscard]] Result<Secret> WritePrivatePem(EVP_PKEY* key);

}  // namespace clearway::keys
