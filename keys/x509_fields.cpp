#include "keys/x509_fields.h"

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/provider.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include "base/encoding/capitals.h"
#include "keys/object_identifiers.h"

namespace clearway::keys {
namespace {

using PoliciesHandle = std::unique_ptr<CERTIFICATEPOLICIES, FreeWith<&CERTIFICATEPOLICIES_free>>;

std::string NameEntry(const X509_NAME* name, int nid) {
  const int index = X509_NAME_get_index_by_NID(name, nid, -1);
  if (index < 0) return {};
  const ASN1_STRING* data = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index));
  unsigned char* utf8 = nullptr;
  const int length = ASN1_STRING_to_UTF8(&utf8, data);
  if (length < 0) return {};
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length));
  OPENSSL_free(utf8);
  return text;
}

std::string FirstCountry(const X509_NAME* first, const X509_NAME* second) {
  const std::string country = NameEntry(first, NID_countryName);
  return encoding::InCapitals(country.empty() ? NameEntry(second, NID_countryName) : country);
}

// A context of OpenSSL in which nothing can be decoded, and so nothing is looked for.
struct WithoutDecoders {
  std::unique_ptr<OSSL_LIB_CTX, FreeWith<&OSSL_LIB_CTX_free>> context{OSSL_LIB_CTX_new()};
  // In the place of the default provider.
  std::unique_ptr<OSSL_PROVIDER, FreeWith<&OSSL_PROVIDER_unload>> provider{
      OSSL_PROVIDER_load(context.get(), "null")};
};

}  // namespace

X509Handle ParseX509(encoding::ByteView der) {
  const unsigned char* at = der.data();
  X509Handle certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (at != der.data() + der.size()) certificate.reset();
  return certificate;
}

X509Handle ParseX509WithoutKey(encoding::ByteView der) {
  static const WithoutDecoders kNothing;
  const unsigned char* at = der.data();
  X509Handle certificate(reinterpret_cast<X509*>(
      ASN1_item_d2i_ex(nullptr, &at, static_cast<long>(der.size()), ASN1_ITEM_rptr(X509),
                       kNothing.context.get(), nullptr)));
  ERR_clear_error();
  if (at != der.data() + der.size()) certificate.reset();
  return certificate;
}

encoding::Bytes PublicKeyInfoOf(const X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  if (length <= 0) return {};
  encoding::Bytes bytes(der, der + length);
  OPENSSL_free(der);
  return bytes;
}

std::string DottedText(const ASN1_OBJECT* object) {
  char text[128] = {};
  const int length = OBJ_obj2txt(text, sizeof text, object, 1);
  return length > 0 && length < static_cast<int>(sizeof text) ? text : "";
}

Result<bool> HasDemonstrationPolicy(const X509* certificate) {
  const auto policies = ExtensionOf<PoliciesHandle>(certificate, NID_certificate_policies);
  if (!policies) return std::unexpected(policies.error());
  const CERTIFICATEPOLICIES* all = policies->get();
  for (int i = 0; all != nullptr && i < sk_POLICYINFO_num(all); ++i) {
    if (DottedText(sk_POLICYINFO_value(all, i)->policyid) == kDemonstrationPolicy) return true;
  }
  return false;
}

std::string CommonNameOf(const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  std::string name = NameEntry(subject, NID_commonName);
  return name.empty() ? NameEntry(subject, NID_organizationName) : name;
}

std::string CountryOf(const X509* certificate) {
  return FirstCountry(X509_get_subject_name(certificate), X509_get_issuer_name(certificate));
}

std::string AuthorityCountryOf(const X509* certificate) {
  return FirstCountry(X509_get_issuer_name(certificate), X509_get_subject_name(certificate));
}

encoding::Bytes AuthorityNameOf(const X509* certificate) {
  const unsigned char* der = nullptr;
  std::size_t length = 0;
  if (X509_NAME_get0_der(X509_get_issuer_name(certificate), &der, &length) != 1) return {};
  return {der, der + length};
}

encoding::Bytes BytesOf(const ASN1_OCTET_STRING* string) {
  if (string == nullptr) return {};
  const unsigned char* data = ASN1_STRING_get0_data(string);
  return {data, data + ASN1_STRING_length(string)};
}

encoding::Bytes SerialBytes(const ASN1_INTEGER* serial) {
  const unsigned char* data = ASN1_STRING_get0_data(serial);
  const unsigned char* end = data + ASN1_STRING_length(serial);
  return {std::find_if(data, end, [](unsigned char byte) { return byte != 0; }), end};
}

std::optional<Timestamp> ToTimestamp(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(parts.tm_year + 1900),
      std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
      std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
  return std::chrono::sys_days(date) + std::chrono::hours(parts.tm_hour) +
         std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

}  // namespace clearway::keys
