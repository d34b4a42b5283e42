#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/public_key.h"
#include "keys/signer_limits.h"

// The trust bundle: one signed, numbered, expiring file that tells a kiosk whom to trust
// (docs/formats/trust-bundle.md gives every byte). It holds no secret. These are values;
// keys/trust_keeper.h keeps the file.
namespace clearway::keys {

// Who may sign the next bundle. Not thread-safe, as its key.
struct Root {
  std::string key_id;  // the first 8 bytes of the SHA-256 of the SubjectPublicKeyInfo
  encoding::Bytes spki;
  PublicKey key;
};

// From a DER SubjectPublicKeyInfo on P-256. Errors as PublicKey::FromSpki.
[[nodiscard]] Result<Root> RootFromSpki(encoding::ByteView spki);

// A signer as the bundle carries it: a certificate, or a bare key under an identifier.
struct BundledSigner {
  encoding::Bytes x509;  // DER; empty for a bare key
  encoding::Bytes spki;  // DER; empty for a certificate
  // For a bare key, or one with an issuer: how codes name it. Bytes, or with an issuer a text, e.g.
  // a JWK thumbprint.
  std::string key_id;
  std::string issuer;  // whose it is for cards: a SMART Health Card issuer's URL
  SignerLimits limits;
  // For a bare key: whose its source says that it is, ISO 3166-1. Limits are given by it while a
  // bundle is built; the file does not carry it.
  std::string country;
};

// A country's authority (CSCA) whose signers arrive inside the codes themselves (VDS-NC).
struct BundledAuthority {
  encoding::Bytes x509;  // DER
  SignerLimits limits;
};

struct TrustBundle {
  std::uint64_t sequence = 0;  // counts up; a kiosk never goes back
  Timestamp issued_at;
  Timestamp expires_at;  // past it every verdict is undetermined
  std::vector<BundledSigner> signers;
  std::vector<BundledAuthority> authorities;
  std::vector<encoding::Bytes> crls;   // DER
  std::vector<encoding::Bytes> roots;  // SPKIs that may sign the next bundle; empty: no change
  // SHA-256 of the header page of the revocation file that belongs to it.
  std::optional<std::array<std::uint8_t, 32>> revocation;
  // JSON documents, carried as they are: this room does not read them, only vouches for them.
  std::vector<encoding::Bytes> rules;       // acceptance rules, a document each
  std::vector<encoding::Bytes> value_sets;  // what the rules' codes mean, a document each
  // Staff badges (kiosk/staff/badge.h).
  std::vector<encoding::Bytes> badge_signers;   // SPKIs that may sign badges
  std::vector<encoding::Bytes> revoked_badges;  // identifiers of 8 bytes
};

// Whether a bundle was issued later than now, by more than honest clocks differ: one of the two is
// wrong, and nothing may rest on it.
[[nodiscard]] bool IsFromTheFuture(Timestamp issued_at, Timestamp now);

// kDenied: the bundle has expired at this moment, or is from its future: a kiosk could decide
// nothing by it.
[[nodiscard]] Status CheckAge(const TrustBundle& bundle, Timestamp now);

// Largest file that is read: some 40,000 signers.
inline constexpr std::size_t kMostBundleBytes = 64U << 20;

// Checks that at least one of the roots signed the file, then reads its content. A signature of a
// root that is not among them is passed over: during a change of roots there are two. kInvalid: not
// a bundle, or its content breaks the format; kDenied: no root of ours signed it. Its age is not
// looked at.
[[nodiscard]] Result<TrustBundle> OpenTrustBundle(encoding::ByteView file,
                                                  std::span<const Root> roots);

// The content without its signatures, as EncodeTrustBundle made it.
[[nodiscard]] Result<TrustBundle> ParseTrustBundle(encoding::ByteView content);
[[nodiscard]] encoding::Bytes EncodeTrustBundle(const TrustBundle& bundle);

// Whether a file begins as a bundle does, with the tag of its envelope.
[[nodiscard]] bool IsTrustBundle(encoding::ByteView file);
// The content of a bundle, or a content without its envelope, for people to look at: no signature
// is checked. kInvalid: neither.
[[nodiscard]] Result<TrustBundle> PeekTrustBundle(encoding::ByteView content_or_bundle);

// What a root signs, so that nothing it signs elsewhere can be taken for a bundle.
inline constexpr std::string_view kTrustBundleContext = "clearway trust bundle 1";

}  // namespace clearway::keys
