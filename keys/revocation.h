#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/core/clock.h"

namespace clearway::keys {

// What is compared, so that a serial never matches a signature hash by chance. The numbers are part
// of the file format.
enum class RevocationKind : std::uint8_t {
  kUvci = 1,             // EU: SHA-256(UVCI) cut to 16 bytes
  kCountryCodeUvci = 2,  // EU: SHA-256(country || UVCI) cut to 16 bytes
  kSignature = 3,        // EU: SHA-256(signature; of ECDSA its r) cut to 16 bytes
  kSmartRid = 4,         // SMART Health Cards: the `rid` of a card
  kCrlSerial = 5,        // X.509: a serial number, big-endian, without leading zeros
  kTravelHealth = 6,     // our profile: the certificate's serial
};

// Whose list: a signer or issuer, e.g. "eu:" + kid in base64, "shc:" + issuer URL + "#" + kid.
using RevocationScope = std::string_view;

// One entry of the file: SHA-256(kind || length of scope || scope || value) cut to 16 bytes. Values
// of any length and origin become evenly spread keys, and the file tells nothing about a
// certificate to who does not hold it.
using RevocationKey = std::array<std::uint8_t, 16>;

[[nodiscard]] RevocationKey MakeRevocationKey(RevocationKind kind, RevocationScope scope,
                                              std::span<const std::uint8_t> value);

// What a look-up can honestly say. kDamaged makes a certificate undetermined, whoever signed it;
// kUnlisted and kStale do where its signer requires revocation data.
enum class RevocationAnswer : std::uint8_t {
  kNotRevoked,
  kRevoked,
  kUnlisted,  // no list of this scope is held
  kStale,     // the scope's list is past its next update
  kDamaged,   // the file is not what its header promises
};

}  // namespace clearway::keys
