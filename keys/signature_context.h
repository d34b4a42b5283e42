#pragma once

#include <openssl/evp.h>

#include "keys/public_key.h"

// How OpenSSL is told to sign or verify whole messages. Included by .cpp files only.
namespace clearway::keys {

// EVP_DigestSignInit or EVP_DigestVerifyInit.
using BeginDigest = int(EVP_MD_CTX* context, EVP_PKEY_CTX** key_context, const EVP_MD* digest,
                        ENGINE* engine, EVP_PKEY* key);

// Begins a signature or its check with the digest that the kind of key has: none for Ed25519, SM3
// with kSm2Identity for SM2 (OpenSSL 3.0 takes an empty one where none is set), SHA-256 otherwise;
// RSA with PSS and a salt of 32 bytes.
[[nodiscard]] bool BeginSignature(BeginDigest* begin, EVP_MD_CTX* context, EVP_PKEY* key,
                                  KeyKind kind);

}  // namespace clearway::keys
