#pragma once

#include <optional>
#include <string>

#include "base/core/clock.h"
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

// The subject's common name, or else its organisation. UTF-8.
[[nodiscard]] std::string CommonNameOf(const X509* certificate);
// The subject's country, or else the issuer's; may be empty.
[[nodiscard]] std::string CountryOf(const X509* certificate);

// Empty where there is none.
[[nodiscard]] encoding::Bytes BytesOf(const ASN1_OCTET_STRING* string);
// A serial number, big-endian, without leading zeros.
[[nodiscard]] encoding::Bytes SerialBytes(const ASN1_INTEGER* serial);

[[nodiscard]] std::optional<Timestamp> ToTimestamp(const ASN1_TIME* time);

}  // namespace clearway::keys
