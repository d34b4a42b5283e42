#include "keys/authorities.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "keys/crl_fields.h"
#include "keys/digest.h"
#include "keys/openssl_handles.h"
#include "keys/revocation_scope.h"
#include "keys/x509_fields.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using IntegerHandle = std::unique_ptr<ASN1_INTEGER, FreeWith<&ASN1_INTEGER_free>>;

// More signers than any kiosk meets in a day; a flood of others empties the memory, no more.
constexpr std::size_t kMostKnown = 1024;
// SHA-1 and MD5 have fewer: a signature over them vouches for nothing.
constexpr int kLeastSecurityBits = 100;

constexpr const char* kDemonstrationKey = "it is a demonstration key, which only --demo may trust";

std::string FingerprintOf(ByteView der) {
  const Sha256Digest digest = Sha256(der);
  return std::string(encoding::AsText(digest));
}

bool MaySignCertificates(X509* certificate) {
  return (X509_get_extension_flags(certificate) & EXFLAG_CA) != 0 &&
         (X509_get_key_usage(certificate) & KU_KEY_CERT_SIGN) != 0;
}

// An authority's own key signs certificates and nothing else.
bool MaySignDocuments(X509* certificate) {
  return (X509_get_key_usage(certificate) & KU_DIGITAL_SIGNATURE) != 0 &&
         (X509_get_extension_flags(certificate) & EXFLAG_CA) == 0;
}

// Whoever does not understand a critical extension must not believe the certificate (RFC 5280
// section 4.2).
bool IsUnderstood(X509* certificate) {
  return (X509_get_extension_flags(certificate) & EXFLAG_CRITICAL) == 0;
}

bool IsSoundlySigned(X509* certificate) {
  int bits = 0;
  return X509_get_signature_info(certificate, nullptr, nullptr, &bits, nullptr) == 1 &&
         bits >= kLeastSecurityBits;
}

}  // namespace

struct Authorities::Authority {
  X509Handle certificate;
  Bytes key_id;
  std::string country;
  std::string crl_scope;  // of a revocation file: the list that speaks for it
  Timestamp from;
  Timestamp until;
  DemoSigners demo;  // whether a signer may be one
  bool is_demo;
  SignerLimits limits;

  [[nodiscard]] EVP_PKEY* key() const { return X509_get0_pubkey(certificate.get()); }
  // Whether a signer with this crl_scope has said that it is this one.
  [[nodiscard]] bool IsMeantBy(std::string_view scope) const {
    return scope == crl_scope || scope == CrlScope(country, key_id);
  }
};

struct Authorities::Crl {
  CrlHandle list;
  // Between them it clears whom it does not name; absent: it clears nobody.
  std::optional<Timestamp> begins;
  std::optional<Timestamp> ends;

  // Whether it revokes this serial number, big-endian, without leading zeros and without its sign:
  // authorities that forgot the zero before a first bit of one have given negative ones.
  [[nodiscard]] bool Names(const Bytes& serial) const;
  // Takes its part in an answer.
  void Tell(X509* certificate, Timestamp now, CrlAnswer& answer) const;
};

bool Authorities::Crl::Names(const Bytes& serial) const {
  const NumberHandle number(BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
  for (const int is_negative : {0, 1}) {
    BN_set_negative(number.get(), is_negative);
    const IntegerHandle integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
    if (integer != nullptr && Revokes(list.get(), integer.get())) return true;
  }
  return false;
}

void Authorities::Crl::Tell(X509* certificate, Timestamp now, CrlAnswer& answer) const {
  answer.revoked |= Revokes(list.get(), X509_get0_serialNumber(certificate));
  if (!begins || !ends) return;
  if (now < *begins) {
    answer.until = std::min(answer.until, *begins - Timestamp::duration(1));
  } else {
    answer.from = std::max(answer.from, *begins);
    answer.fresh_until = std::max(*ends, answer.fresh_until.value_or(*ends));
  }
}

Authorities::Authorities() = default;
Authorities::Authorities(const Authorities* below) : below_(below) {}
Authorities::Authorities(Authorities&&) noexcept = default;
Authorities& Authorities::operator=(Authorities&&) noexcept = default;
Authorities::~Authorities() = default;

Status Authorities::Add(ByteView der, DemoSigners demo, SignerLimits limits) {
  X509Handle certificate = ParseX509(der);
  if (certificate == nullptr || X509_get0_pubkey(certificate.get()) == nullptr) {
    ERR_clear_error();
    return Fail(Fault::kInvalid, "this is not one X.509 certificate with a usable key");
  }
  if (!MaySignCertificates(certificate.get())) {
    return Fail(Fault::kInvalid, "the certificate is not one of an authority");
  }
  Bytes key_id = BytesOf(X509_get0_subject_key_id(certificate.get()));
  const auto from = ToTimestamp(X509_get0_notBefore(certificate.get()));
  const auto until = ToTimestamp(X509_get0_notAfter(certificate.get()));
  if (key_id.empty() || !from || !until) {
    return Fail(Fault::kInvalid, "the authority's certificate lacks its key id or dates");
  }
  const Result<bool> is_demo = HasDemonstrationPolicy(certificate.get());
  if (!is_demo) return std::unexpected(is_demo.error());
  if (*is_demo && demo == DemoSigners::kRefuse) return Fail(Fault::kDenied, kDemonstrationKey);
  std::string country = CountryOf(certificate.get());
  std::string crl_scope = CrlScope(Sha256(PublicKeyInfoOf(certificate.get())));
  authorities_.push_back({.certificate = std::move(certificate),
                          .key_id = std::move(key_id),
                          .country = std::move(country),
                          .crl_scope = std::move(crl_scope),
                          .from = *from,
                          .until = *until,
                          .demo = demo,
                          .is_demo = *is_demo,
                          .limits = std::move(limits)});
  known_.clear();
  return {};
}

Status Authorities::AddCrl(ByteView der) {
  CrlHandle list = ParseCrl(der);
  if (list == nullptr) return Fail(Fault::kInvalid, "this is not one certificate revocation list");
  Crl crl{.list = std::move(list), .begins = std::nullopt, .ends = std::nullopt};
  const auto issued = ToTimestamp(X509_CRL_get0_lastUpdate(crl.list.get()));
  if (issued && !IsPartial(crl.list.get()) && HasPlainEntries(crl.list.get())) {
    crl.begins = *issued - kCrlClockSlack;
    crl.ends = ToTimestamp(X509_CRL_get0_nextUpdate(crl.list.get()));
  }
  crls_.push_back(std::move(crl));
  known_.clear();
  return {};
}

Status Authorities::Pin(ByteView der, DemoSigners demo) {
  Result<Signer> signer = SignerFromX509(der);
  if (!signer) return std::unexpected(signer.error());
  if (signer->demo && demo == DemoSigners::kRefuse) return Fail(Fault::kDenied, kDemonstrationKey);
  pinned_.insert(FingerprintOf(der));
  return {};
}

std::expected<std::span<const Signer>, PathFault> Authorities::FindSigner(ByteView der,
                                                                          Timestamp now) const {
  std::string fingerprint = FingerprintOf(der);
  const auto known = known_.find(fingerprint);
  if (known != known_.end() && now >= known->second.from && now <= known->second.until) {
    return known->second.signers;
  }
  std::expected<Known, PathFault> checked = CheckPath(der, now);
  if (!checked) return std::unexpected(checked.error());
  if (known_.size() >= kMostKnown) known_.clear();
  const auto place = known_.insert_or_assign(std::move(fingerprint), std::move(*checked)).first;
  return place->second.signers;
}

bool Authorities::IsPinned(ByteView der) const {
  return pinned_.contains(FingerprintOf(der)) || (below_ != nullptr && below_->IsPinned(der));
}

bool Authorities::IsRevoked(const Signer& signer) const {
  if (signer.authority_name.empty() && signer.crl_scope.empty()) return false;
  for (const Authorities* level = this; level != nullptr; level = level->below_) {
    for (const Crl& crl : level->crls_) {
      if (crl.Names(signer.serial) && SpeaksFor(crl, signer)) return true;
    }
  }
  return false;
}

// A signer names its authority by its name, and most do by its key as well.
bool Authorities::SpeaksFor(const Crl& crl, const Signer& signer) const {
  const X509_NAME* issuer = X509_CRL_get_issuer(crl.list.get());
  const NameHandle named = ParseName(signer.authority_name);
  const bool bears_name = named != nullptr && IsSameAuthority(issuer, named.get());
  for (const Authorities* level = this; level != nullptr; level = level->below_) {
    for (const Authority& authority : level->authorities_) {
      const X509_NAME* own = X509_get_subject_name(authority.certificate.get());
      const bool is_its_list = bears_name || IsSameAuthority(issuer, own);
      const bool is_named = authority.IsMeantBy(signer.crl_scope) ||
                            (named != nullptr && IsSameAuthority(named.get(), own));
      if (is_its_list && is_named && IsSignedIn(authority.country, crl)) return true;
    }
  }
  return false;
}

std::vector<std::string> Authorities::CrlScopesOf(const Signer& signer) const {
  std::vector<std::string> scopes;
  if (!signer.crl_scope.empty()) scopes.push_back(signer.crl_scope);
  NameHandle named;
  for (const Authorities* level = this; level != nullptr; level = level->below_) {
    for (const Authority& authority : level->authorities_) {
      const bool is_other_key =
          !signer.authority_key_id.empty() && signer.authority_key_id != authority.key_id;
      if (is_other_key || authority.IsMeantBy(signer.crl_scope)) continue;
      if (named == nullptr) named = ParseName(signer.authority_name);
      if (named == nullptr) return scopes;
      const X509_NAME* own = X509_get_subject_name(authority.certificate.get());
      if (IsSameAuthority(named.get(), own)) scopes.push_back(authority.crl_scope);
    }
  }
  return scopes;
}

bool Authorities::HasSigned(ByteView der) const {
  const CrlHandle list = ParseCrl(der);
  if (list == nullptr) return false;
  const bool has_signed = std::ranges::any_of(authorities_, [&list](const Authority& authority) {
    return X509_CRL_verify(list.get(), authority.key()) == 1;
  });
  ERR_clear_error();
  return has_signed || (below_ != nullptr && below_->HasSigned(der));
}

bool Authorities::empty() const {
  return authorities_.empty() && pinned_.empty() && (below_ == nullptr || below_->empty());
}

std::expected<Authorities::Known, PathFault> Authorities::CheckPath(ByteView der,
                                                                    Timestamp now) const {
  const X509Handle certificate = ParseX509(der);
  Result<Signer> signer = SignerFromX509(der);
  const bool is_broken = !signer && signer.error().fault != Fault::kUnsupported;
  if (certificate == nullptr || is_broken) return std::unexpected(PathFault::kNotACertificate);
  if (signer && IsPinned(der)) return CheckPinned(certificate.get(), std::move(*signer), now);
  if (empty()) return std::unexpected(PathFault::kNobodyTrusted);
  const Authority* authority = AuthorityOf(certificate.get(), now);
  if (authority == nullptr) return std::unexpected(PathFault::kNoAuthority);
  const bool is_demo = authority->is_demo || (signer && signer->demo);
  if (is_demo && authority->demo == DemoSigners::kRefuse) {
    return std::unexpected(PathFault::kNoAuthority);
  }
  const CrlAnswer crl = LookUp(certificate.get(), *authority, now);
  if (crl.revoked) return std::unexpected(PathFault::kRevoked);
  // Said last: anybody can make a certificate for such a key.
  if (!signer) return std::unexpected(PathFault::kUnsupportedKey);
  signer->demo = is_demo;
  signer->cleared_until = crl.fresh_until;
  // What it says of its own country only its authority can vouch for.
  signer->country = authority->country;
  signer->crl_scope = authority->crl_scope;
  signer->usage.vds_nc = signer->usage.vds_nc && MaySignDocuments(certificate.get());
  return Known{.signers = UnderLimitsOf(SignersOf(certificate.get()), std::move(*signer)),
               .from = std::max(authority->from, crl.from),
               .until = std::min(authority->until, crl.until)};
}

// Of all that have signed it, in date or not: which of them comes first is chance.
std::vector<Signer> Authorities::UnderLimitsOf(const std::vector<const Authority*>& authorities,
                                               Signer signer) {
  std::vector<Signer> signers;
  for (const Authority* authority : authorities) {
    if (std::ranges::find(signers, authority->limits, &Signer::limits) != signers.end()) continue;
    signer.limits = authority->limits;
    signers.push_back(signer);
  }
  return signers;
}

std::expected<Authorities::Known, PathFault> Authorities::CheckPinned(X509* certificate,
                                                                      Signer signer,
                                                                      Timestamp now) const {
  CrlAnswer all;
  for (const Authority* authority : SignersOf(certificate)) {
    const CrlAnswer crl = LookUp(certificate, *authority, now);
    if (crl.revoked) return std::unexpected(PathFault::kRevoked);
    signer.crl_scope = authority->crl_scope;  // all of them have one key
    all.fresh_until = std::max(all.fresh_until, crl.fresh_until);
    all.from = std::max(all.from, crl.from);
    all.until = std::min(all.until, crl.until);
  }
  signer.cleared_until = all.fresh_until;
  return Known{.signers = {std::move(signer)}, .from = all.from, .until = all.until};
}

// Several authorities can share a key id, and so can an old and a new certificate of one.
std::vector<const Authorities::Authority*> Authorities::SignersOf(X509* certificate) const {
  std::vector<const Authority*> signers;
  const Bytes key_id = BytesOf(X509_get0_authority_key_id(certificate));
  for (const Authorities* level = this; level != nullptr && !key_id.empty();
       level = level->below_) {
    for (const Authority& authority : level->authorities_) {
      if (authority.key_id == key_id && X509_verify(certificate, authority.key()) == 1) {
        signers.push_back(&authority);
      }
    }
  }
  ERR_clear_error();
  return signers;
}

const Authorities::Authority* Authorities::AuthorityOf(X509* certificate, Timestamp now) const {
  if (!IsUnderstood(certificate) || !IsSoundlySigned(certificate)) return nullptr;
  const std::vector<const Authority*> signers = SignersOf(certificate);
  const auto valid = std::ranges::find_if(signers, [now](const Authority* authority) {
    return now >= authority->from && now <= authority->until;
  });
  return valid == signers.end() ? nullptr : *valid;
}

// A signer may write its authority's name in another way than the authority itself does: the key
// has said whose it is.
Authorities::CrlAnswer Authorities::LookUp(X509* certificate, const Authority& authority,
                                           Timestamp now) const {
  CrlAnswer answer;
  for (const Authorities* level = this; level != nullptr; level = level->below_) {
    for (const Crl& crl : level->crls_) {
      const X509_NAME* issuer = X509_CRL_get_issuer(crl.list.get());
      const bool speaks =
          IsSameAuthority(issuer, X509_get_issuer_name(certificate)) ||
          IsSameAuthority(issuer, X509_get_subject_name(authority.certificate.get()));
      if (!speaks || !IsSignedIn(authority.country, crl)) continue;
      crl.Tell(certificate, now, answer);
    }
  }
  ERR_clear_error();
  return answer;
}

bool Authorities::IsSignedIn(const std::string& country, const Crl& crl) const {
  const auto has_signed = [&](const Authority& authority) {
    return authority.country == country && X509_CRL_verify(crl.list.get(), authority.key()) == 1;
  };
  for (const Authorities* level = this; level != nullptr; level = level->below_) {
    if (std::ranges::any_of(level->authorities_, has_signed)) return true;
  }
  return false;
}

}  // namespace clearway::keys
