#pragma once

#include <cstdint>
#include <optional>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

// COSE_Sign1 (RFC 9052 section 4.2), the envelope of EU, WHO and travel health certificates.
namespace clearway::encoding::cose {

// Numbers of the IANA "COSE Algorithms" registry.
inline constexpr std::int64_t kEs256 = -7;
inline constexpr std::int64_t kEs384 = -35;
inline constexpr std::int64_t kEs512 = -36;
inline constexpr std::int64_t kPs256 = -37;
inline constexpr std::int64_t kEdDsa = -8;
// Private use (IANA leaves the numbers below -65536 to it): docs/formats/travel-health.md.
inline constexpr std::int64_t kSm2WithSm3 = -70001;
// Reserved by IANA: stands for an algorithm that the header names by a text.
inline constexpr std::int64_t kNamedByText = 0;

// A parsed message; all views are of the original bytes, which must outlive it.
struct Sign1 {
  // Exactly as received, which is what the signature covers; without bytes where it is an empty
  // map.
  ByteView protected_header;
  std::int64_t algorithm = kNamedByText;
  std::optional<ByteView> key_id;
  bool is_key_id_signed = false;  // whether the protected header has it
  ByteView payload;
  ByteView signature;
};

// Accepts the tags that issuers use: none, 18, and 61 (CWT) around 18. The protected header wins
// over the unprotected one; each may carry algorithm and key id. kInvalid for everything else:
// other tags or shapes, no algorithm, a detached payload, a critical header (label 2) that nobody
// here understands, bytes after the message.
[[nodiscard]] Result<Sign1> ParseSign1(ByteView message);

// The bytes that are signed: Sig_structure of RFC 9052 section 4.4 with context "Signature1".
[[nodiscard]] Bytes SignedBytes(ByteView protected_header, ByteView payload,
                                ByteView external = {});

// The whole message, tagged with 18, with nothing in its unprotected header.
[[nodiscard]] Bytes MakeSign1(ByteView protected_header, ByteView payload, ByteView signature);

}  // namespace clearway::encoding::cose
