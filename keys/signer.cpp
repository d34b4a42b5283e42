#include "keys/signer.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <string_view>
#include <utility>

#include "keys/digest.h"
#include "keys/object_identifiers.h"
#include "keys/openssl_handles.h"

namespace clearway::keys {
namespace {

using encoding::ByteView;

using UsageHandle = std::unique_ptr<EXTENDED_KEY_USAGE, FreeWith<&EXTENDED_KEY_USAGE_free>>;
using PoliciesHandle = std::unique_ptr<CERTIFICATEPOLICIES, FreeWith<&CERTIFICATEPOLICIES_free>>;

constexpr std::size_t kKeyIdLength = 8;

std::string DottedText(const ASN1_OBJECT* object) {
  char text[128] = {};
  const int length = OBJ_obj2txt(text, sizeof text, object, 1);
  return length > 0 && length < static_cast<int>(sizeof text) ? text : "";
}

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

std::string FirstEntry(const X509_NAME* first, const X509_NAME* second, int nid) {
  std::string text = NameEntry(first, nid);
  return text.empty() ? NameEntry(second, nid) : text;
}

std::string CommonName(const X509_NAME* subject) {
  std::string name = NameEntry(subject, NID_commonName);
  return name.empty() ? NameEntry(subject, NID_organizationName) : name;
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

// What the extended key usages name; unlimited where they name nothing that we know.
SignerUsage ReadUsage(const X509* certificate) {
  const UsageHandle usages(static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
  SignerUsage named{.test = false, .vaccination = false, .recovery = false};
  for (int i = 0; usages != nullptr && i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
    const std::string oid = DottedText(sk_ASN1_OBJECT_value(usages.get(), i));
    named.test |= oid == kEuTest || oid == kEuTestWithZero;
    named.vaccination |= oid == kEuVaccination || oid == kEuVaccinationWithZero;
    named.recovery |= oid == kEuRecovery || oid == kEuRecoveryWithZero;
    named.travel_health |= oid == kTravelHealthSigning;
  }
  const bool nothing_named =
      !named.test && !named.vaccination && !named.recovery && !named.travel_health;
  return nothing_named ? SignerUsage{} : named;
}

bool HasDemonstrationPolicy(const X509* certificate) {
  const PoliciesHandle policies(static_cast<CERTIFICATEPOLICIES*>(
      X509_get_ext_d2i(certificate, NID_certificate_policies, nullptr, nullptr)));
  for (int i = 0; policies != nullptr && i < sk_POLICYINFO_num(policies.get()); ++i) {
    if (DottedText(sk_POLICYINFO_value(policies.get(), i)->policyid) == kDemonstrationPolicy) {
      return true;
    }
  }
  return false;
}

std::string KeyIdOf(ByteView der) {
  const Sha256Digest digest = Sha256(der);
  return std::string(encoding::AsText(ByteView(digest).first(kKeyIdLength)));
}

}  // namespace

Result<Signer> SignerFromX509(ByteView der) {
  const unsigned char* at = der.data();
  const X509Handle certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (certificate == nullptr || at != der.data() + der.size()) {
    ERR_clear_error();
    return Fail(Fault::kInvalid, "this is not one X.509 certificate");
  }
  EVP_PKEY* handle = X509_get0_pubkey(certificate.get());
  if (handle == nullptr) {
    ERR_clear_error();
    return Fail(Fault::kUnsupported, "the certificate's public key cannot be read");
  }
  Result<PublicKey> key = PublicKey::FromHandle(handle);
  if (!key) return std::unexpected(key.error());
  const X509_NAME* subject = X509_get_subject_name(certificate.get());
  const X509_NAME* issuer = X509_get_issuer_name(certificate.get());
  Signer signer{.key_id = KeyIdOf(der),
                .key = std::move(*key),
                .issuer = {},
                .name = CommonName(subject),
                .country = FirstEntry(subject, issuer, NID_countryName),
                .not_before = ToTimestamp(X509_get0_notBefore(certificate.get())),
                .not_after = ToTimestamp(X509_get0_notAfter(certificate.get())),
                .usage = ReadUsage(certificate.get()),
                .limits = {},
                .demo = HasDemonstrationPolicy(certificate.get())};
  ERR_clear_error();
  return signer;
}

Result<Signer> SignerFromSpki(std::string key_id, ByteView spki) {
  Result<PublicKey> key = PublicKey::FromSpki(spki);
  if (!key) return std::unexpected(key.error());
  return Signer{.key_id = std::move(key_id),
                .key = std::move(*key),
                .issuer = {},
                .name = {},
                .country = {},
                .not_before = std::nullopt,
                .not_after = std::nullopt,
                .usage = {},
                .limits = {},
                .demo = false};
}

}  // namespace clearway::keys
