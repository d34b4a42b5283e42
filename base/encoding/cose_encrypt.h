#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

// COSE_Encrypt0 and COSE_Encrypt (RFC 9052 section 5): content under a key that its reader has, or
// that each of several recipients can take out of the message. Only the envelope: keys/ has the
// ciphers.
namespace clearway::encoding::cose {

// Content encryption (RFC 9053 section 4.1).
inline constexpr std::int64_t kA128Gcm = 1;
inline constexpr std::int64_t kA192Gcm = 2;
inline constexpr std::int64_t kA256Gcm = 3;
// How a recipient gets at the content key (RFC 9053 section 6).
inline constexpr std::int64_t kDirect = -6;
inline constexpr std::int64_t kA128Kw = -3;
inline constexpr std::int64_t kA192Kw = -4;
inline constexpr std::int64_t kA256Kw = -5;
inline constexpr std::int64_t kEcdhEsA128Kw = -29;
inline constexpr std::int64_t kEcdhEsA192Kw = -30;
inline constexpr std::int64_t kEcdhEsA256Kw = -31;
// Private use: docs/formats/travel-health.md.
inline constexpr std::int64_t kSm4CtrHmacSm3 = -70002;
inline constexpr std::int64_t kSm2KeyTransport = -70003;

// A sender's key on P-256 that lives for one message (RFC 9053 section 7.1.1), in a COSE_Key.
struct EphemeralKey {
  ByteView x;                 // 32 bytes
  std::optional<ByteView> y;  // 32 bytes; absent: the point is compressed
  bool y_is_odd = false;      // what a compressed point has in the place of y
};

// One layer that gives one reader the content key.
struct Recipient {
  ByteView protected_header;  // exactly as received; empty where the algorithm has no integrity
  std::int64_t algorithm = 0;
  std::optional<ByteView> key_id;
  std::optional<EphemeralKey> ephemeral;
  ByteView encrypted_key;  // empty for kDirect
};

// A message; all views are of the original bytes, which must outlive it.
struct Encrypted {
  ByteView protected_header;  // exactly as received
  std::int64_t algorithm = 0;
  std::optional<ByteView> key_id;  // of COSE_Encrypt0 only
  ByteView nonce;
  ByteView ciphertext;                // with its tag
  std::vector<Recipient> recipients;  // empty: COSE_Encrypt0

  [[nodiscard]] bool has_recipients() const { return !recipients.empty(); }
};

inline constexpr std::size_t kMostRecipients = 8;

// Tag 16 or 96 is required: it says which of the two it is. Strict: one to eight recipients without
// recipients of their own, the algorithms by their numbers, headers other than algorithm, key id,
// nonce and ephemeral key are refused, as is one that stands in both headers. kInvalid for
// everything else.
[[nodiscard]] Result<Encrypted> ParseEncrypted(ByteView message);

// The message in its deterministic encoding. What ParseEncrypted gave comes back to the same bytes,
// if they were deterministic.
[[nodiscard]] Bytes EncodeEncrypted(const Encrypted& message);
// The array of recipients alone, as EncodeEncrypted writes it.
[[nodiscard]] Bytes EncodeRecipients(const std::vector<Recipient>& recipients);

// The protected header that names an algorithm and nothing else.
[[nodiscard]] Bytes AlgorithmHeader(std::int64_t algorithm);

// What the content's cipher authenticates beside it: Enc_structure of RFC 9052 section 5.3.
[[nodiscard]] Bytes AuthenticatedBytes(const Encrypted& message, ByteView external);

// Who derives a key from an agreed secret, and what for.
struct KeyPurpose {
  std::int64_t algorithm = 0;  // of the key that comes out
  unsigned bits = 0;           // its length
  ByteView protected_header;   // the recipient's
  ByteView party;              // the reader's identity (PartyVInfo); empty: nil
  ByteView other;              // SuppPubInfo's `other`; empty: absent
};

// The context of a key derivation: COSE_KDF_Context of RFC 9053 section 5.2.
[[nodiscard]] Bytes KdfContext(const KeyPurpose& purpose);

}  // namespace clearway::encoding::cose
