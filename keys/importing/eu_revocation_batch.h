#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/revocation.h"

namespace clearway::keys {

// One batch of the EU gateway's revocation lists (dgc-gateway, "RevocationBatchDto"): {"country",
// "expires", "kid", "hashType": "SIGNATURE" | "UCI" | "COUNTRYCODEUCI", "entries": [{"hash"}]}.
struct EuRevocationBatch {
  std::string scope;    // that of its kid, or of its country where the kid is UNKNOWN_KID
  std::string expires;  // as it stands there: RFC 3339; when the batch is over, may be empty
  RevocationKind kind = RevocationKind::kSignature;
  std::vector<encoding::Bytes> hashes;  // 16 bytes each: longer digests are cut
};

// A hash as revocations compare it. Nullopt: it has neither the 16 bytes that lists carry nor the
// 32 that they are cut from, and is of something else or in another encoding.
[[nodiscard]] std::optional<encoding::Bytes> CutEuHash(encoding::Bytes hash);

// A batch, or an array of them, without the CMS envelope that the gateway puts around it. kInvalid:
// no batch, or one whose kid or country no signer can have, or with an entry that is no hash: a
// list that is read in part would give the all-clear for the rest. kFull: over 64 MiB.
[[nodiscard]] Result<std::vector<EuRevocationBatch>> ReadEuRevocationBatches(std::string_view json);

}  // namespace clearway::keys
