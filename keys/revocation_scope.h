#pragma once

#include <string>
#include <string_view>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/digest.h"

// How the lists of a revocation file are named (docs/formats/revocation-file.md): builders and
// look-ups must agree.
namespace clearway::keys {

// The EU's lists for one signer, by the key id that codes name.
[[nodiscard]] std::string EuScope(encoding::ByteView key_id);
// Those that a country gives without saying which of its signers they are about ("UNKNOWN_KID"), in
// capital letters however it is written.
[[nodiscard]] std::string EuCountryScope(std::string_view country);
// The `rid` list for one key of a SMART Health Card issuer.
[[nodiscard]] std::string CardScope(std::string_view issuer, std::string_view key_id);
// The serials of our own profile that an issuer has revoked.
[[nodiscard]] std::string TravelHealthScope(std::string_view issuer);
// The CRL that speaks for an authority, by the digest of the key that it certifies with (of its
// SubjectPublicKeyInfo).
[[nodiscard]] std::string CrlScope(const Sha256Digest& authority_key);
// The same for signers whose authority nobody has looked at: by its country, in capital letters,
// and its subject key id, which authorities of several countries can share.
[[nodiscard]] std::string CrlScope(std::string_view country, encoding::ByteView authority_key_id);

// Whether a card can name this as its issuer: an HTTPS URL without a slash at its end, since the
// keys' address is made of it (SMART Health Cards Framework).
[[nodiscard]] bool IsCardIssuer(std::string_view url);

// Whether the text has no white space, no control character and no byte order mark: nobody writes
// them into serials and key ids, and nobody sees them in a list.
[[nodiscard]] bool IsFreeOfSpace(std::string_view text);

// kInvalid, with what it should look like: nothing can ever be looked up under this scope.
[[nodiscard]] Status CheckScope(std::string_view scope);

}  // namespace clearway::keys
