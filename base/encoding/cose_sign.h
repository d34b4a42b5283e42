#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"

// COSE_Sign (RFC 9052 section 4.1): one content under several signatures. Trust bundles use it, so
// that a change of roots can carry the old root's signature beside the new one's.
namespace clearway::encoding::cose {

// One signer's part; all views are of the original bytes, which must outlive it.
struct SignerPart {
  ByteView protected_header;  // exactly as received
  std::int64_t algorithm = 0;
  ByteView key_id;
  ByteView signature;
};

struct Sign {
  ByteView protected_header;
  ByteView payload;
  std::vector<SignerPart> signers;  // one to eight
};

// Our own profile, strict: tag 98, every signer's algorithm and key id in its protected header,
// nothing in unprotected headers, an attached payload. kInvalid for everything else.
[[nodiscard]] Result<Sign> ParseSign(ByteView message);

// The bytes that one signer signs: Sig_structure of RFC 9052 section 4.4 with context "Signature".
[[nodiscard]] Bytes SignedBytes(ByteView body_protected, ByteView sign_protected, ByteView payload,
                                ByteView external);

// The protected header of one signer, {1: algorithm, 4: key id}.
[[nodiscard]] Bytes SignerHeader(std::int64_t algorithm, ByteView key_id);

struct MadeSignature {
  Bytes protected_header;
  Bytes signature;
};

// The whole message, with an empty body header.
[[nodiscard]] Bytes MakeSign(ByteView payload, const std::vector<MadeSignature>& signatures);

}  // namespace clearway::encoding::cose
