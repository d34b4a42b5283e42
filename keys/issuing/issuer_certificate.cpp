#include "keys/issuing/issuer_certificate.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/encoding/base64.h"
#include "keys/object_identifiers.h"
#include "keys/openssl_handles.h"
#include "keys/signature_context.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;

using PoliciesHandle = std::unique_ptr<CERTIFICATEPOLICIES, FreeWith<&CERTIFICATEPOLICIES_free>>;

bool SetName(X509* certificate, const SignerProfile& profile) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto add = [name](const char* field, const std::string& text) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
  };
  return add("C", profile.country) && add("CN", profile.name) &&
         X509_set_issuer_name(certificate, name) == 1;
}

bool SetValidity(X509* certificate, const SignerProfile& profile) {
  const auto set = [](ASN1_TIME* time, Timestamp moment) {
    return ASN1_TIME_set(time, moment.time_since_epoch().count()) != nullptr;
  };
  return set(X509_getm_notBefore(certificate), profile.not_before) &&
         set(X509_getm_notAfter(certificate), profile.not_after);
}

bool SetSerial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] &= 0x7F;  // positive, RFC 5280 section 4.1.2.2
  const NumberHandle number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  return number != nullptr &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool AddUsages(X509* certificate, const SignerUsage& usage) {
  const UsageHandle usages(EXTENDED_KEY_USAGE_new());
  const auto add = [&usages](bool wanted, const char* oid) {
    return !wanted || sk_ASN1_OBJECT_push(usages.get(), OBJ_txt2obj(oid, 1)) > 0;
  };
  if (!add(usage.test, kEuTest) || !add(usage.vaccination, kEuVaccination) ||
      !add(usage.recovery, kEuRecovery) || !add(usage.travel_health, kTravelHealthSigning) ||
      !add(usage.declaration, kHealthDeclarationSigning) || !add(usage.vds_nc, kVdsNcSigning)) {
    return false;
  }
  return X509_add1_ext_i2d(certificate, NID_ext_key_usage, usages.get(), 0, X509V3_ADD_DEFAULT) ==
         1;
}

bool AddDemonstrationPolicy(X509* certificate) {
  const PoliciesHandle policies(CERTIFICATEPOLICIES_new());
  POLICYINFO* policy = POLICYINFO_new();
  if (policy == nullptr) return false;
  policy->policyid = OBJ_txt2obj(kDemonstrationPolicy, 1);
  return sk_POLICYINFO_push(policies.get(), policy) > 0 &&
         X509_add1_ext_i2d(certificate, NID_certificate_policies, policies.get(), 0,
                           X509V3_ADD_DEFAULT) == 1;
}

// Ed25519 takes no digest; SM2 takes its identity with it, as a verifier's
// X509_set0_distinguishing_id expects; RSA signs certificates with PKCS #1 v1.5, as everybody's do.
bool SignCertificate(X509* certificate, const PrivateKey& key) {
  if (key.kind() == KeyKind::kEd25519) return X509_sign(certificate, key.handle(), nullptr) > 0;
  if (key.kind() != KeyKind::kSm2) return X509_sign(certificate, key.handle(), EVP_sha256()) > 0;
  const MdContextHandle context(EVP_MD_CTX_new());
  return context != nullptr &&
         BeginSignature(&EVP_DigestSignInit, context.get(), key.handle(), key.kind()) &&
         X509_sign_ctx(certificate, context.get()) > 0;
}

bool Fill(X509* certificate, const PrivateKey& key, const SignerProfile& profile) {
  return X509_set_version(certificate, X509_VERSION_3) == 1 && SetSerial(certificate) &&
         SetName(certificate, profile) && SetValidity(certificate, profile) &&
         X509_set_pubkey(certificate, key.handle()) == 1 && AddUsages(certificate, profile.usage) &&
         (!profile.demo || AddDemonstrationPolicy(certificate)) &&
         SignCertificate(certificate, key);
}

bool IsCountry(const std::string& code) {
  return code.size() == 2 &&
         std::ranges::all_of(code, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

}  // namespace

Result<Bytes> MakeSignerCertificate(const PrivateKey& key, const SignerProfile& profile) {
  if (!IsCountry(profile.country)) {
    return Fail(Fault::kInvalid, "a signer's country is two capital letters, as in ISO 3166-1");
  }
  if (profile.not_after <= profile.not_before) {
    return Fail(Fault::kInvalid, "a signer's validity must end after it begins");
  }
  const X509Handle certificate(X509_new());
  unsigned char* data = nullptr;
  if (certificate == nullptr || !Fill(certificate.get(), key, profile)) {
    ERR_clear_error();
    return Fail(Fault::kBroken, "OpenSSL could not make the certificate");
  }
  const int length = i2d_X509(certificate.get(), &data);
  if (length <= 0) return Fail(Fault::kBroken, "OpenSSL could not write the certificate");
  Bytes der(data, data + length);
  OPENSSL_free(data);
  return der;
}

std::string CertificateToPem(encoding::ByteView der) {
  constexpr std::size_t kLine = 64;
  const std::string base64 = encoding::EncodeBase64(der);
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t at = 0; at < base64.size(); at += kLine) {
    pem += base64.substr(at, kLine) + "\n";
  }
  return pem + "-----END CERTIFICATE-----\n";
}

}  // namespace clearway::keys
