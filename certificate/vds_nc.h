#pragma once

#include <string_view>

#include "base/core/clock.h"
#include "certificate/read.h"
#include "keys/trust_store.h"

// ICAO's Visible Digital Seal for Non-Constrained environments (ICAO Technical Report "VDS-NC:
// Visible Digital Seal for non-constrained environments"; Doc 9303-13): JSON {data, sig}. Signed is
// the canonical JSON (RFC 8785) of `data`; `sig` brings the signer's certificate along.
namespace clearway::certificate {

// Whether the text is JSON that has a seal's shape, or would be and speaks of a seal's types.
[[nodiscard]] bool LooksLikeVdsNc(std::string_view text);

// Proofs of vaccination (icao.vacc) and of testing (icao.test). One issuer wraps the object in an
// array of one. The signer must come from an authority of the state that the seal names, be meant
// for seals, and be valid now: the standard asks for that besides, and a seal carries no date of
// issue. Signatures are ES256, ES384 or ES512 and r||s; in DER, as some issuers wrote them, they
// are not the standard's.
[[nodiscard]] Reading ReadVdsNc(std::string_view text, const keys::TrustStore& trust,
                                Timestamp now);

}  // namespace clearway::certificate
