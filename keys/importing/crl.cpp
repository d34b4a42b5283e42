#include "keys/importing/crl.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <utility>

#include "keys/authorities.h"
#include "keys/crl_fields.h"
#include "keys/digest.h"
#include "keys/openssl_handles.h"
#include "keys/revocation_scope.h"
#include "keys/x509_fields.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

// Whether the list bears the authority's name, and so speaks of what it has certified.
bool BearsNameOf(const X509_CRL* list, const X509* authority) {
  return IsSameAuthority(X509_CRL_get_issuer(list), X509_get_subject_name(authority));
}

// Those that kiosks would take for authorities: a signer that lies beside them speaks for nobody.
std::vector<X509Handle> Parsed(std::span<const Bytes> authorities) {
  std::vector<X509Handle> parsed;
  for (const Bytes& der : authorities) {
    if (Authorities().Add(der, DemoSigners::kAllow, {})) parsed.push_back(ParseX509(der));
  }
  return parsed;
}

// The scopes that the list answers for, by the countries whose authorities have signed it.
std::vector<std::string> ScopesOf(X509_CRL* list, std::span<const X509Handle> authorities) {
  std::vector<std::string> scopes;
  for (const X509Handle& authority : authorities) {
    const Bytes key_id = BytesOf(X509_get0_subject_key_id(authority.get()));
    const auto has_signed = [&](const X509Handle& other) {
      return CountryOf(other.get()) == CountryOf(authority.get()) &&
             BearsNameOf(list, other.get()) &&
             X509_CRL_verify(list, X509_get0_pubkey(other.get())) == 1;
    };
    if (key_id.empty() || !BearsNameOf(list, authority.get())) continue;
    if (!std::ranges::any_of(authorities, has_signed)) continue;
    scopes.push_back(CrlScope(Sha256(PublicKeyInfoOf(authority.get()))));
    const std::string country = CountryOf(authority.get());
    if (!country.empty()) scopes.push_back(CrlScope(country, key_id));
  }
  std::ranges::sort(scopes);
  const auto repeated = std::ranges::unique(scopes);
  scopes.erase(repeated.begin(), repeated.end());
  return scopes;
}

std::vector<Bytes> SerialsIn(X509_CRL* list) {
  std::vector<Bytes> serials;
  const STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(list);
  const int count = std::max(0, sk_X509_REVOKED_num(entries));  // -1 where there is no list
  serials.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    serials.push_back(
        SerialBytes(X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(entries, i))));
  }
  return serials;
}

}  // namespace

Result<CrlContent> ReadCrl(ByteView der, std::span<const Bytes> authorities, Timestamp now) {
  const CrlHandle list = ParseCrl(der);
  if (list == nullptr) return Fail(Fault::kInvalid, "this is not one certificate revocation list");
  std::vector<std::string> scopes = ScopesOf(list.get(), Parsed(authorities));
  ERR_clear_error();
  if (scopes.empty()) {
    return Fail(Fault::kDenied,
                "none of the authorities given has signed this CRL under its own name: give its "
                "authority's certificate with --anchors");
  }
  const auto issued = ToTimestamp(X509_CRL_get0_lastUpdate(list.get()));
  const auto next_update = ToTimestamp(X509_CRL_get0_nextUpdate(list.get()));
  if (IsPartial(list.get())) {
    return Fail(Fault::kUnsupported, "the CRL is about a part of the certificates only");
  }
  if (!HasPlainEntries(list.get())) {
    return Fail(Fault::kUnsupported,
                "an entry of the CRL takes a revocation back or has a critical extension, and what "
                "the list then says is not understood here");
  }
  if (!issued || !next_update) {
    return Fail(Fault::kInvalid, "the CRL does not say when it was issued or when the next comes");
  }
  if (now < *issued - kCrlClockSlack) {
    return Fail(Fault::kInvalid, "the CRL was issued in the future: look at the clock");
  }
  return CrlContent{.scopes = std::move(scopes),
                    .issued = *issued,
                    .next_update = *next_update,
                    .serials = SerialsIn(list.get())};
}

}  // namespace clearway::keys
