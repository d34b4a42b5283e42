#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/public_key.h"
#include "keys/secret.h"
#include "keys/signature.h"

// What issues certificates. The kiosk does not link this library.
namespace clearway::keys {

// An issuer's private key. Moves, never copies; OpenSSL wipes it at the end. One thread at a time.
class PrivateKey {
 public:
  // A new key; RSA keys have 3072 bits. kBroken when OpenSSL fails.
  [[nodiscard]] static Result<PrivateKey> Generate(KeyKind kind);
  // From the PRIVATE KEY block of a PEM text. kInvalid: there is none, or it is encrypted.
  [[nodiscard]] static Result<PrivateKey> FromPem(std::string_view pem);

  [[nodiscard]] KeyKind kind() const { return kind_; }
  // The algorithm that this kind of key signs with.
  [[nodiscard]] SignatureAlgorithm algorithm() const;
  // The signature as COSE carries it: r||s for ES256 and SM2.
  [[nodiscard]] Result<encoding::Bytes> Sign(encoding::ByteView message) const;
  // Unencrypted PKCS #8.
  [[nodiscard]] Result<Secret> ToPem() const;

  [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

 private:
  struct FreeKey {
    void operator()(evp_pkey_st* key) const;
  };
  PrivateKey(evp_pkey_st* key, KeyKind kind) : key_(key), kind_(kind) {}

  std::unique_ptr<evp_pkey_st, FreeKey> key_;
  KeyKind kind_;
};

}  // namespace clearway::keys
