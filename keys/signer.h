#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/digest.h"
#include "keys/public_key.h"
#include "keys/signer_limits.h"

namespace clearway::keys {

// What a signer may sign. The extended key usages of its certificate say so; where its key usage is
// for other purposes than signatures, it may sign nothing.
struct SignerUsage {
  bool test = true;
  bool vaccination = true;
  bool recovery = true;
  bool travel_health = false;
  bool declaration = false;          // health declarations of the travel health profile
  bool vds_nc = false;               // ICAO's visible digital seals,
  bool proof_of_vaccination = true;  // and of those these: its list of document types may leave
  bool proof_of_testing = true;      // out one or both
  // Its key usage is for documents, and not only for certificates, as an authority's is. Countries
  // have signed EU DCCs with such a key (Latvia's test certificates), so these it may sign where
  // somebody names it as their signer; among signers that are gathered it is a slip.
  bool documents = true;
  bool operator==(const SignerUsage&) const = default;

  [[nodiscard]] bool allows_nothing() const {
    return !test && !vaccination && !recovery && !travel_health && !declaration && !vds_nc;
  }
};

// Whether demonstration keys may be trusted.
enum class DemoSigners : std::uint8_t { kRefuse, kAllow };

// One trusted key of an issuer.
struct Signer {
  std::string key_id;  // bytes; for X.509 the first 8 of the SHA-256 of the DER
  PublicKey key;
  std::string issuer;  // the only one whose certificates it signs, for instance a SMART Health Card
                       // issuer's URL; empty: who names the key id
  std::string name;    // common name, or else organisation
  std::string country;  // ISO 3166-1 as the certificate has it, in capital letters; may be empty
  // They bound the moment of issue, not the moment of the check. Absent for keys that come without
  // a certificate.
  std::optional<Timestamp> not_before;
  std::optional<Timestamp> not_after;
  SignerUsage usage;
  SignerLimits limits;
  bool demo = false;  // a demonstration key, marked by its certificate policy
  // How its authority's CRL names it, big-endian, without leading zeros and sign, and which list of
  // a revocation file that CRL is: by the authority's key where that has vouched for it, and else
  // by what its certificate says (revocation_scope.h). Empty for keys without a certificate, or
  // without these fields.
  encoding::Bytes serial;
  std::string crl_scope;
  encoding::Bytes authority_name;    // in DER
  encoding::Bytes authority_key_id;  // empty where it names its authority in another way
  Sha256Digest key_digest{};         // PublicKey::digest
  // Until when a CRL that came with the authorities clears it; absent: there is none.
  std::optional<Timestamp> cleared_until;

  [[nodiscard]] bool CoversIssueAt(Timestamp issued_at) const {
    return !IssuedBefore(issued_at) && !IssuedAfter(issued_at);
  }
  [[nodiscard]] bool IssuedBefore(Timestamp issued_at) const {
    return not_before && issued_at < *not_before;
  }
  [[nodiscard]] bool IssuedAfter(Timestamp issued_at) const {
    return not_after && issued_at > *not_after;
  }
};

// From a DER X.509 certificate. Without one of the EU's extended key usages and without ours, a
// signer may sign all that an EU DCC holds (EU trust framework); travel health certificates need
// ours. Extensions are read one by one, since real signers carry some that are not DER elsewhere; a
// list of document types that is not DER names none.
// kInvalid: no certificate, bytes after it, dates that no calendar has, or one of the extensions
// that bound it repeated or unreadable; kUnsupported: a key of another kind.
[[nodiscard]] Result<Signer> SignerFromX509(encoding::ByteView der);

// By what lists name a certificate, whatever kind of key it has.
struct CertificateNames {
  std::string key_id;
  std::string name;
  std::string country;
};
// Of a DER certificate. kInvalid: it is none.
[[nodiscard]] Result<CertificateNames> NamesOfX509(encoding::ByteView der);

// The same of a certificate that was found among those of signers; kInvalid, too, where its key is
// not for documents.
[[nodiscard]] Result<Signer> DocumentSignerFromX509(encoding::ByteView der);

// From a bare key under an identifier that somebody trusted gave.
[[nodiscard]] Result<Signer> SignerFromSpki(std::string key_id, encoding::ByteView spki);

}  // namespace clearway::keys
