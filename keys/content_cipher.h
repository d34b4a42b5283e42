#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/secret.h"

namespace clearway::keys {

// How the content of an encrypted message is sealed.
enum class ContentCipher : std::uint8_t {
  kA128Gcm,  // AES-GCM, nonce of 12 bytes, tag of 16 (RFC 9053 section 4.1)
  kA192Gcm,
  kA256Gcm,
  // SM4 in counter mode, then HMAC with SM3 over authenticated || nonce || ciphertext || length of
  // `authenticated` in bits as 8 bytes; tag of 32 bytes. The key is SM4's 16 bytes and HMAC's 32,
  // the nonce SM4's first counter block (GB/T 32907, GB/T 32905; construction of RFC 7518 section
  // 5.2.2.1). OpenSSL 3.0 has no SM4 with a mode that authenticates.
  kSm4CtrHmacSm3,
};

inline constexpr std::size_t kGcmNonceBytes = 12;

// From the number of a COSE header; nullopt for one that is not offered.
[[nodiscard]] std::optional<ContentCipher> ContentCipherFromCose(std::int64_t number);
// In bytes.
[[nodiscard]] std::size_t KeyLength(ContentCipher cipher);
[[nodiscard]] std::size_t NonceLength(ContentCipher cipher);

// What a cipher seals: the nonce must be new for each content under the same key.
struct SealingParameters {
  encoding::ByteView key;
  encoding::ByteView nonce;
  encoding::ByteView authenticated;  // goes along unsealed, and cannot be changed either
};

// Nullopt, without a reason: a key, nonce or ciphertext of a wrong length, or anything that is not
// exactly what was sealed. Nothing comes out before the tag has been found right, in a time that
// does not depend on where it differs.
[[nodiscard]] std::optional<Secret> OpenContent(ContentCipher cipher,
                                                const SealingParameters& parameters,
                                                encoding::ByteView ciphertext);

// The ciphertext with its tag. kInvalid: a key or nonce of a wrong length.
[[nodiscard]] Result<encoding::Bytes> SealContent(ContentCipher cipher,
                                                  const SealingParameters& parameters,
                                                  encoding::ByteView content);

}  // namespace clearway::keys
