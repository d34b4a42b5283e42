#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/signer.h"

struct x509_st;
struct X509_crl_st;

namespace clearway::keys {

// Why a signer certificate is not to be believed.
enum class PathFault : std::uint8_t {
  kNotACertificate,  // not one X.509 certificate with a key
  kNobodyTrusted,    // there is no authority to ask
  kNoAuthority,      // none of the trusted authorities that it names has signed it, now, or it has
                     // a critical extension that nobody here understands, or it is a demonstration
                     // key where those are not allowed
  kRevoked,          // its authority's CRL has it
  kUnsupportedKey,   // all is well with it, but its key is of a kind that is not offered here
};

// The countries' certification authorities (CSCA) and their CRLs (ICAO Doc 9303-12), and the path
// from a signer certificate that rides in a code to one of them. A path is one step long, as Doc
// 9303 has it; a link certificate, which a country's old key made for its new one, is an authority
// like any other once it is trusted. Keeps the signers that it has accepted, since the same few
// come again and again; their keys keep OpenSSL contexts, so one thread at a time. Moves, never
// copies.
class Authorities {
 public:
  Authorities();
  // Begins with what another has, which must outlive this and not move.
  explicit Authorities(const Authorities* below);
  Authorities(const Authorities&) = delete;
  Authorities& operator=(const Authorities&) = delete;
  Authorities(Authorities&&) noexcept;
  Authorities& operator=(Authorities&&) noexcept;
  ~Authorities();

  // A trusted CSCA certificate as DER. kInvalid: no certificate, or not one of an authority that
  // may sign certificates, or without the subject key id by which signers name it. Keys may have
  // explicit curve parameters, as Japan's do, if they are those of a known curve. The limits are
  // for every signer that it vouches for. Whom a demonstration authority vouches for is a
  // demonstration signer; kDenied: it is one, and they are to be refused. Then none under another
  // authority is found, either.
  Status Add(encoding::ByteView der, DemoSigners demo = DemoSigners::kRefuse,
             SignerLimits limits = {});
  // A CRL as DER. A country's newest key signs the list for what its older keys have certified, too
  // (Doc 9303-12), so it counts for every trusted authority of that name and country once one of
  // them has signed it; a serial number in the name may differ. Nobody is less revoked because a
  // newer list is late; until when its all-clear holds, the signer says (`cleared_until`). A list
  // for a part of the certificates, one with entries that say more than "revoked", or one from the
  // future, revokes but clears nobody.
  Status AddCrl(encoding::ByteView der);
  // A signer certificate that is trusted without a path, until its authority revokes it.
  // kInvalid: no certificate; kDenied: a demonstration key, and they are to be refused.
  Status Pin(encoding::ByteView der, DemoSigners demo = DemoSigners::kRefuse);

  // A signer, with the country of the authority that vouches for it. The authority must be valid
  // now; the signer's own dates are left to the caller. An authority that is trusted by several
  // certificates of one key gives one entry of the signer for each of their limits: all of them
  // hold. The span is good until the next call.
  [[nodiscard]] std::expected<std::span<const Signer>, PathFault> FindSigner(encoding::ByteView der,
                                                                             Timestamp now) const;
  // Whether a CRL here or below names a signer that is trusted by other ways than a path: one of
  // the authority that it names, by its key or by its name.
  [[nodiscard]] bool IsRevoked(const Signer& signer) const;
  // The lists of a revocation file that may name it: its own crl_scope, if it has one, and those of
  // the authorities here and below that it names by their names alone.
  [[nodiscard]] std::vector<std::string> CrlScopesOf(const Signer& signer) const;
  // Whether an authority here or below has signed this CRL, which is DER. One that nobody here has
  // signed revokes nobody.
  [[nodiscard]] bool HasSigned(encoding::ByteView crl) const;
  // Whether it was pinned here or below.
  [[nodiscard]] bool IsPinned(encoding::ByteView der) const;

  [[nodiscard]] bool empty() const;

 private:
  struct Authority;
  struct Crl;
  // A signer certificate whose path has been checked, and the moments that the answer holds for.
  struct Known {
    std::vector<Signer> signers;  // one, or as many as have limits of their own
    Timestamp from;
    Timestamp until;
  };
  // What the CRLs of one authority say of a certificate.
  struct CrlAnswer {
    bool revoked = false;
    std::optional<Timestamp> fresh_until;  // the next update of the latest; absent: there is none
    // The moments between which no other list begins to count.
    Timestamp from = Timestamp::min();
    Timestamp until = Timestamp::max();
  };

  [[nodiscard]] std::expected<Known, PathFault> CheckPath(encoding::ByteView der,
                                                          Timestamp now) const;
  // What the CRLs say is asked of every authority that has signed it, in date or not.
  [[nodiscard]] std::expected<Known, PathFault> CheckPinned(x509_st* certificate, Signer signer,
                                                            Timestamp now) const;
  [[nodiscard]] static std::vector<Signer> UnderLimitsOf(
      const std::vector<const Authority*>& authorities, Signer signer);
  // Whether the list is of the signer's authority.
  [[nodiscard]] bool SpeaksFor(const Crl& crl, const Signer& signer) const;
  // The authorities that it names and that have signed it.
  [[nodiscard]] std::vector<const Authority*> SignersOf(x509_st* certificate) const;
  // One of them whose word counts now; null: none.
  [[nodiscard]] const Authority* AuthorityOf(x509_st* certificate, Timestamp now) const;
  [[nodiscard]] CrlAnswer LookUp(x509_st* certificate, const Authority& authority,
                                 Timestamp now) const;
  // Whether a trusted authority of the country has signed the list.
  [[nodiscard]] bool IsSignedIn(const std::string& country, const Crl& crl) const;

  const Authorities* below_ = nullptr;
  std::vector<Authority> authorities_;
  std::vector<Crl> crls_;
  std::unordered_set<std::string> pinned_;                // SHA-256 of their DER
  mutable std::unordered_map<std::string, Known> known_;  // by the same; kMostKnown at most
};

}  // namespace clearway::keys
