#pragma once

#include <openssl/x509.h>

#include <chrono>
#include <memory>

#include "base/encoding/bytes.h"
#include "keys/openssl_handles.h"

// What is read of certificate revocation lists (RFC 5280 section 5) in several places. Included by
// .cpp files only.
namespace clearway::keys {

using CrlHandle = std::unique_ptr<X509_CRL, FreeWith<&X509_CRL_free>>;
using NameHandle = std::unique_ptr<X509_NAME, FreeWith<&X509_NAME_free>>;

// Whoever issues a list may have a clock that is ahead of ours by so much.
inline constexpr std::chrono::minutes kCrlClockSlack{5};

// Null when the bytes are anything but exactly one list.
[[nodiscard]] CrlHandle ParseCrl(encoding::ByteView der);

// A name as a certificate has it, in DER; null when the bytes are no name.
[[nodiscard]] NameHandle ParseName(encoding::ByteView der);

// Whether two names are those of one authority: the serial number that tells its generations apart
// (Doc 9303-12, profile of the subject) may differ.
[[nodiscard]] bool IsSameAuthority(const X509_NAME* one, const X509_NAME* other);

// A delta, or a list that its issuing distribution point or another critical extension narrows: it
// is silent about the rest.
[[nodiscard]] bool IsPartial(const X509_CRL* list);

// A list that tells what has changed since another one (RFC 5280 section 5.2.4).
[[nodiscard]] bool IsDelta(const X509_CRL* list);

// Whether the list revokes this serial number. An entry that takes a revocation back counts where
// the list is a delta; in any other it has no place (RFC 5280 section 5.3.1), and of several
// entries for one number those that revoke count.
[[nodiscard]] bool Revokes(X509_CRL* list, const ASN1_INTEGER* serial);

// Whether every entry says no more than that its serial number is revoked. Not so: one that takes a
// revocation back, which only a delta may, or one with a critical extension, for instance that it
// is about another authority's certificate. Who does not understand such a list must not take it
// for the state of anybody (RFC 5280 section 5.3).
[[nodiscard]] bool HasPlainEntries(X509_CRL* list);

}  // namespace clearway::keys
