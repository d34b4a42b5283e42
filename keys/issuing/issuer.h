#pragma once

#include <filesystem>
#include <string>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/issuing/issuer_certificate.h"
#include "keys/issuing/private_key.h"
#include "keys/signer.h"

namespace clearway::keys {

// A private key and the certificate that verifiers find it by.
struct Issuer {
  PrivateKey key;
  encoding::Bytes certificate;  // DER
  Signer signer;                // the same certificate as a verifier reads it
};

// A new key and its certificate.
[[nodiscard]] Result<Issuer> MakeIssuer(KeyKind kind, const SignerProfile& profile);

// One PEM file with the private key and, behind it, the certificate.
// kNotFound, kDenied: the file cannot be read, or others than its owner can read it, too; kInvalid:
// a part is missing, or the certificate belongs to another key.
[[nodiscard]] Result<Issuer> LoadIssuer(const std::filesystem::path& file);
// Writes such a file with mode 0600. kDenied: it exists already (a key is never overwritten), or
// cannot be written.
[[nodiscard]] Status SaveIssuer(const Issuer& issuer, const std::filesystem::path& file);

}  // namespace clearway::keys
