#pragma once

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <optional>
#include <string>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/bytes.h"
#include "keys/openssl_handles.h"

// What is read of X.509 certificates in several places. Included by .cpp files only.
namespace clearway::keys {

// Null when the bytes are anything but exactly one certificate.
[[nodiscard]] X509Handle ParseX509(encoding::ByteView der);

// The same, but nobody has read its public key, which OpenSSL does slowly: the key functions of
// X509 find none, and signatures and extension flags cannot be checked. PublicKeyInfoOf gives the
// key.
[[nodiscard]] X509Handle ParseX509WithoutKey(encoding::ByteView der);
// The DER SubjectPublicKeyInfo.
[[nodiscard]] encoding::Bytes PublicKeyInfoOf(const X509* certificate);

// One extension, read by itself: real signers carry some that are not DER elsewhere. Null: there is
// none; kInvalid: it cannot be read, or there are two.
template <typename Handle>
[[nodiscard]] Result<Handle> ExtensionOf(const X509* certificate, int nid) {
  constexpr int kAbsent = -1;
  int critical = kAbsent;
  Handle value(static_cast<typename Handle::pointer>(
      X509_get_ext_d2i(certificate, nid, &critical, nullptr)));
  if (value == nullptr && critical != kAbsent) {
    ERR_clear_error();
    return Fail(Fault::kInvalid, "an extension of the certificate cannot be read");
  }
  return value;
}

// An object identifier as 1.2.3; empty where it is too long for any that we know.
[[nodiscard]] std::string DottedText(const ASN1_OBJECT* object);

// The subject's common name, or else its organisation. UTF-8.
[[nodiscard]] std::string CommonNameOf(const X509* certificate);
// The subject's country, or else the issuer's, in capital letters however it is written; may be
// empty.
[[nodiscard]] std::string CountryOf(const X509* certificate);
// The issuer's, or else the subject's.
[[nodiscard]] std::string AuthorityCountryOf(const X509* certificate);
// The issuer's name in DER.
[[nodiscard]] encoding::Bytes AuthorityNameOf(const X509* certificate);

// Whether the certificate is marked as one of demonstrations. kInvalid: its policies cannot be
// read.
[[nodiscard]] Result<bool> HasDemonstrationPolicy(const X509* certificate);

// Empty where there is none.
[[nodiscard]] encoding::Bytes BytesOf(const ASN1_OCTET_STRING* string);
// A serial number, big-endian, without leading zeros.
[[nodiscard]] encoding::Bytes SerialBytes(const ASN1_INTEGER* serial);

[[nodiscard]] std::optional<Timestamp> ToTimestamp(const ASN1_TIME* time);

}  // namespace clearway::keys
