#pragma once

#include <string_view>

#include "base/core/clock.h"
#include "certificate/read.h"
#include "keys/trust_store.h"

// The SMART Health Card (SMART Health Cards Framework 1.4, https://spec.smarthealth.cards): digits
// -> compact JWS, ES256 -> raw DEFLATE -> JSON -> FHIR bundle.
namespace clearway::certificate {

// `text` begins with kSmartHealthCardPrefix and is a whole card: PartCollector and JoinCardParts
// put those in several codes together. The card's issuer is a URL; only keys imported for that very
// URL count. Revoked: what trust.IsCardRevoked says of its `rid`.
[[nodiscard]] Reading ReadSmartHealthCard(std::string_view text, const keys::TrustStore& trust,
                                          Timestamp now);

// Whether the digits hold a card from end to end: a JWS whose payload inflates to JSON. Says
// nothing about who signed it; tells parts that belong together from a mixture.
[[nodiscard]] bool IsWholeCard(std::string_view text);

}  // namespace clearway::certificate
