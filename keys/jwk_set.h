#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "base/encoding/json.h"
#include "keys/signer.h"

namespace clearway::keys {

// One key of a set.
struct JwkSigner {
  Signer signer;
  encoding::Bytes certificate;     // DER; empty where it has none
  bool has_revoked_cards = false;  // it says that there is a list of them ("crlVersion")
};

// An issuer's keys as it publishes them under /.well-known/jwks.json (RFC 7517; SMART Health Cards
// Framework, "Determining keys associated with an issuer"), imported ahead of time.
struct JwkSet {
  std::vector<JwkSigner> signers;
  std::vector<std::string> problems;  // a sentence for each key that was left out
};

// Takes the keys on P-256 that are meant for signatures. Each belongs to `issuer`, the URL that
// cards name, under its "kid", or its thumbprint where it has none. Where "x5c" is there, the first
// certificate must be of the same key and for signing documents, its dates bound the cards' issue,
// and its authority may revoke it. kInvalid: no JWK set;
// kFull: a text over 1 MiB.
[[nodiscard]] Result<JwkSet> ReadJwkSet(std::string_view json, const std::string& issuer);
// The same where the set is part of a larger text.
[[nodiscard]] Result<JwkSet> ReadJwkSet(const encoding::json::Item& set, const std::string& issuer);

// The thumbprint of a key on P-256 in base64url (RFC 7638). `x` and `y` are its coordinates, 32
// bytes each.
[[nodiscard]] std::string JwkThumbprint(encoding::ByteView x, encoding::ByteView y);

// DER SubjectPublicKeyInfo of the same two coordinates.
[[nodiscard]] encoding::Bytes SpkiOnP256(encoding::ByteView x, encoding::ByteView y);

}  // namespace clearway::keys
