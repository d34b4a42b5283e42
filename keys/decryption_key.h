#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/secret.h"

struct evp_pkey_st;

namespace clearway::keys {

enum class Curve : std::uint8_t { kP256, kSm2 };

inline constexpr std::size_t kScalarBytes = 32;                   // of either curve
inline constexpr std::size_t kPointBytes = 1 + 2 * kScalarBytes;  // uncompressed

// A private key that takes content keys out of messages: by agreement on P-256, by decryption with
// SM2. Moves, never copies; OpenSSL wipes it at the end. One thread at a time.
class DecryptionKey {
 public:
  [[nodiscard]] static Result<DecryptionKey> Generate(Curve curve);
  // From its number, 32 bytes big-endian. kInvalid: zero, or not below the curve's order.
  [[nodiscard]] static Result<DecryptionKey> FromScalar(Curve curve, encoding::ByteView scalar);
  // From unencrypted PKCS #8 in PEM. kInvalid: something else.
  [[nodiscard]] static Result<DecryptionKey> FromPem(encoding::ByteView pem);

  [[nodiscard]] Curve curve() const { return curve_; }
  [[nodiscard]] Secret scalar() const;
  // The public half: an uncompressed point, 65 bytes.
  [[nodiscard]] encoding::Bytes point() const;
  // Unencrypted PKCS #8 in PEM, for a file of its owner's.
  [[nodiscard]] Result<Secret> ToPem() const;
  // The public half as a SubjectPublicKeyInfo in PEM.
  [[nodiscard]] Result<std::string> PublicPem() const;

  // The secret that it shares with a point's owner: the x coordinate, 32 bytes (SP 800-56A section
  // 5.7.1.2). The point may be compressed. Nullopt: on SM2, or no point of the curve.
  [[nodiscard]] std::optional<Secret> Agree(encoding::ByteView point) const;
  // What was encrypted to it with SM2: the ASN.1 structure of GM/T 0009-2012 section 7.2. Nullopt,
  // without a reason: on P-256, or not what was encrypted.
  [[nodiscard]] std::optional<Secret> Decrypt(encoding::ByteView ciphertext) const;

 private:
  struct FreeKey {
    void operator()(evp_pkey_st* key) const;
  };
  DecryptionKey(evp_pkey_st* key, Curve curve) : key_(key), curve_(curve) {}

  std::unique_ptr<evp_pkey_st, FreeKey> key_;
  Curve curve_;
};

// Encrypts to an SM2 public key, an uncompressed point. kInvalid: not one.
[[nodiscard]] Result<encoding::Bytes> EncryptSm2(encoding::ByteView point,
                                                 encoding::ByteView content);

}  // namespace clearway::keys
