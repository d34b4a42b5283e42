#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/digest.h"
#include "keys/signature.h"

struct evp_pkey_st;
struct evp_pkey_ctx_st;

namespace clearway::keys {

enum class KeyKind : std::uint8_t { kP256, kP384, kP521, kRsa, kEd25519, kSm2 };

// A public key that checks signatures. Where OpenSSL lets it, it keeps its context, so that
// checking again costs the arithmetic only; therefore one thread at a time. A copy shares the key
// and has a context of its own, so that another thread may use it.
class PublicKey {
 public:
  // From a DER SubjectPublicKeyInfo. kInvalid: not one, or bytes after it; kUnsupported: other than
  // P-256, P-384, P-521, RSA of 2048 to 16384 bits, Ed25519 and SM2.
  [[nodiscard]] static Result<PublicKey> FromSpki(encoding::ByteView spki);
  // Takes a reference of its own on the key.
  [[nodiscard]] static Result<PublicKey> FromHandle(evp_pkey_st* key);

  PublicKey(PublicKey&&) noexcept;
  PublicKey& operator=(PublicKey&&) noexcept;
  PublicKey(const PublicKey& other);
  PublicKey& operator=(const PublicKey& other);
  ~PublicKey();

  // DER SubjectPublicKeyInfo.
  [[nodiscard]] encoding::Bytes ToSpki() const;
  [[nodiscard]] KeyKind kind() const { return kind_; }
  [[nodiscard]] bool IsSameAs(const PublicKey& other) const;
  // The same for one key in whatever way its SubjectPublicKeyInfo was written.
  [[nodiscard]] const Sha256Digest& digest() const { return digest_; }
  // Whether a key of this kind can make signatures of this algorithm.
  [[nodiscard]] bool Suits(SignatureAlgorithm algorithm) const;
  // False for a wrong signature, one of a wrong length, and an algorithm that does not suit the
  // key.
  [[nodiscard]] bool Verifies(SignatureAlgorithm algorithm, encoding::ByteView message,
                              encoding::ByteView signature) const;

 private:
  // Takes the key over.
  PublicKey(evp_pkey_st* key, KeyKind kind, const Sha256Digest& digest);
  [[nodiscard]] bool Prepare() const;
  [[nodiscard]] bool VerifiesDigest(encoding::ByteView digest, encoding::ByteView encoded) const;
  [[nodiscard]] bool VerifiesMessage(encoding::ByteView message, encoding::ByteView encoded) const;
  // The signature as OpenSSL takes it.
  [[nodiscard]] bool VerifiesEncoded(SignatureAlgorithm algorithm, encoding::ByteView message,
                                     encoding::ByteView encoded) const;

  struct FreeKey {
    void operator()(evp_pkey_st* key) const;
  };
  struct FreeContext {
    void operator()(evp_pkey_ctx_st* context) const;
  };

  std::unique_ptr<evp_pkey_st, FreeKey> key_;
  mutable std::unique_ptr<evp_pkey_ctx_st, FreeContext> context_;  // made at the first check
  KeyKind kind_;
  Sha256Digest digest_;
};

// "P-256", "P-384", "P-521", "RSA", "Ed25519", "SM2".
[[nodiscard]] const char* ToString(KeyKind kind);

// How many bytes a signature r||s takes; nullopt for kinds whose signatures are not two numbers.
[[nodiscard]] std::optional<std::size_t> RawSignatureLength(KeyKind kind);

}  // namespace clearway::keys
