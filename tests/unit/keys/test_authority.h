#pragma once

#include <openssl/ec.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <cstdint>
#include <string>

#include "base/encoding/bytes.h"
#include "base/encoding/hex.h"
#include "keys/digest.h"
#include "keys/issuing/private_key.h"
#include "keys/object_identifiers.h"
#include "keys/openssl_handles.h"
#include "keys/public_key.h"

// A country's authority made for one test, and what it signs.
namespace clearway::keys {

inline constexpr std::int64_t kTestBegin = 1'767'225'600;  // 2026-01-01T00:00:00Z
inline constexpr std::int64_t kTestEnd = 1'798'761'600;    // 2027-01-01T00:00:00Z

// What a certificate says; extensions in OpenSSL's configuration syntax, empty ones left out.
struct CertificatePlan {
  std::string country = "UT";
  std::string name = "Seal Signer";
  long serial = 7;
  std::int64_t not_before = kTestBegin;
  std::int64_t not_after = kTestEnd;
  std::string key_usage = "critical,digitalSignature";
  std::string extended_key_usage = kVdsNcSigning;
  std::string basic_constraints;
  bool demo = false;                          // has the policy of demonstrations
  std::string extension_oid = "1.2.3.4.5.6";  // no standard has it
  std::string unknown_extension;
  std::string document_types;  // its list of them, as "DER:..."
  bool names_authority = true;
  std::string key_id = "hash";       // its own, "hash" is that of its key
  std::string issuer_name = "CSCA";  // how it writes its authority's name
  const EVP_MD* digest = EVP_sha256();
};

// What a revocation list says; one extension of OpenSSL's at most.
struct CrlPlan {
  long serial = 7;
  std::int64_t issued = kTestBegin;
  std::int64_t next_update = kTestEnd;
  int extension = NID_undef;
  std::string extension_value;
  int entry_extension = NID_undef;  // of its entry
  std::string entry_extension_value;
  bool twice = false;  // there is a second entry for the number, without the extension
};

class TestAuthority {
 public:
  // `generation` is the serial number that some countries' authorities have in their names;
  // `key_id`, in hexadecimal, is what it goes by instead of its key's hash.
  explicit TestAuthority(std::string country = "UT", KeyKind kind = KeyKind::kP384,
                         std::string generation = "", std::string key_id = "")
      : country_(std::move(country)),
        generation_(std::move(generation)),
        key_id_(std::move(key_id)),
        key_(*PrivateKey::Generate(kind)) {
    certificate_ = Certify(key_, {.country = country_,
                                  .name = "CSCA",
                                  .key_usage = "critical,keyCertSign,cRLSign",
                                  .extended_key_usage = "",
                                  .basic_constraints = "critical,CA:TRUE,pathlen:0",
                                  .key_id = key_id_.empty() ? "hash" : key_id_});
  }

  [[nodiscard]] const encoding::Bytes& certificate() const { return certificate_; }
  [[nodiscard]] const PrivateKey& key() const { return key_; }
  // SHA-256 of its SubjectPublicKeyInfo.
  [[nodiscard]] Sha256Digest key_digest() const {
    return Sha256(PublicKey::FromHandle(key_.handle())->ToSpki());
  }

  // A certificate for the key, signed by this authority.
  [[nodiscard]] encoding::Bytes Certify(const PrivateKey& key, const CertificatePlan& plan) const {
    return Certify(key.handle(), plan);
  }
  [[nodiscard]] encoding::Bytes Certify(EVP_PKEY* key, const CertificatePlan& plan) const {
    const X509Handle certificate(X509_new());
    X509* x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), plan.serial);
    SetName(X509_get_subject_name(x509), plan.country, plan.name);
    SetOwnName(X509_get_issuer_name(x509), plan.issuer_name);
    ASN1_TIME_set(X509_getm_notBefore(x509), plan.not_before);
    ASN1_TIME_set(X509_getm_notAfter(x509), plan.not_after);
    X509_set_pubkey(x509, key);
    AddExtension(x509, NID_key_usage, plan.key_usage);
    AddExtension(x509, NID_ext_key_usage, plan.extended_key_usage);
    AddExtension(x509, NID_basic_constraints, plan.basic_constraints);
    if (plan.demo) AddDemonstrationPolicy(x509);
    AddExtension(x509, NID_subject_key_identifier, plan.key_id);
    AddExtension(x509, kDocumentTypeList, plan.document_types);
    AddExtension(x509, plan.extension_oid.c_str(), plan.unknown_extension);
    if (plan.names_authority) AddAuthorityKeyId(x509);
    X509_sign(x509, key_.handle(), plan.digest);
    unsigned char* der = nullptr;
    const int length = i2d_X509(x509, &der);
    return Taken(der, length);
  }

  // A list that revokes one serial number.
  [[nodiscard]] encoding::Bytes Revoke(long serial, std::int64_t next_update = kTestBegin) const {
    return Revoke({.serial = serial, .next_update = next_update});
  }
  [[nodiscard]] encoding::Bytes Revoke(const CrlPlan& plan) const {
    const std::unique_ptr<X509_CRL, FreeWith<&X509_CRL_free>> crl(X509_CRL_new());
    X509_NAME* name = X509_NAME_new();
    SetOwnName(name);
    X509_CRL_set_version(crl.get(), 1);
    X509_CRL_set_issuer_name(crl.get(), name);
    X509_NAME_free(name);
    ASN1_TIME* time = ASN1_TIME_set(nullptr, plan.issued);
    X509_CRL_set1_lastUpdate(crl.get(), time);
    ASN1_TIME* next = ASN1_TIME_set(nullptr, plan.next_update);
    X509_CRL_set1_nextUpdate(crl.get(), next);
    ASN1_TIME_free(next);
    X509_REVOKED* entry = NewEntry(plan.serial, time);
    if (plan.entry_extension != NID_undef) {
      X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, plan.entry_extension,
                                                      plan.entry_extension_value.c_str());
      X509_REVOKED_add_ext(entry, extension, -1);
      X509_EXTENSION_free(extension);
    }
    X509_CRL_add0_revoked(crl.get(), entry);
    if (plan.twice) X509_CRL_add0_revoked(crl.get(), NewEntry(plan.serial, time));
    ASN1_TIME_free(time);
    if (plan.extension != NID_undef) {
      X509_EXTENSION* extension =
          X509V3_EXT_conf_nid(nullptr, nullptr, plan.extension, plan.extension_value.c_str());
      X509_CRL_add_ext(crl.get(), extension, -1);
      X509_EXTENSION_free(extension);
    }
    X509_CRL_sign(crl.get(), key_.handle(), EVP_sha256());
    unsigned char* der = nullptr;
    const int length = i2d_X509_CRL(crl.get(), &der);
    return Taken(der, length);
  }

 private:
  static X509_REVOKED* NewEntry(long serial, ASN1_TIME* time) {
    X509_REVOKED* entry = X509_REVOKED_new();
    ASN1_INTEGER* number = ASN1_INTEGER_new();
    ASN1_INTEGER_set(number, serial);
    X509_REVOKED_set_serialNumber(entry, number);
    X509_REVOKED_set_revocationDate(entry, time);
    ASN1_INTEGER_free(number);
    return entry;
  }

  static encoding::Bytes Taken(unsigned char* der, int length) {
    encoding::Bytes bytes(der, der + length);
    OPENSSL_free(der);
    return bytes;
  }

  static void AddToName(X509_NAME* name, const char* field, const std::string& text) {
    if (text.empty()) return;
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(text.data()),
                               static_cast<int>(text.size()), -1, 0);
  }
  static void SetName(X509_NAME* name, const std::string& country, const std::string& common) {
    AddToName(name, "C", country);
    AddToName(name, "CN", common);
  }
  void SetOwnName(X509_NAME* name, const std::string& common = "CSCA") const {
    SetName(name, country_, common);
    AddToName(name, "serialNumber", generation_);
  }

  static void AddExtension(X509* x509, int nid, const std::string& value) {
    if (value.empty()) return;
    X509V3_CTX context;
    X509V3_set_ctx(&context, nullptr, x509, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }

  static void AddExtension(X509* x509, const char* oid, const std::string& value) {
    if (value.empty()) return;
    X509_EXTENSION* extension = X509V3_EXT_conf(nullptr, nullptr, oid, value.c_str());
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }

  static void AddDemonstrationPolicy(X509* x509) {
    POLICYINFO* policy = POLICYINFO_new();
    policy->policyid = OBJ_txt2obj(kDemonstrationPolicy, 1);
    CERTIFICATEPOLICIES* policies = CERTIFICATEPOLICIES_new();
    sk_POLICYINFO_push(policies, policy);
    X509_add1_ext_i2d(x509, NID_certificate_policies, policies, 0, X509V3_ADD_DEFAULT);
    CERTIFICATEPOLICIES_free(policies);
  }

  // How its own certificate names it, too: by default the SHA-1 of the authority's key.
  void AddAuthorityKeyId(X509* x509) const {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    const X509Handle own(X509_new());
    X509_set_pubkey(own.get(), key_.handle());
    X509_pubkey_digest(own.get(), EVP_sha1(), digest, &length);
    AUTHORITY_KEYID* id = AUTHORITY_KEYID_new();
    id->keyid = ASN1_OCTET_STRING_new();
    if (key_id_.empty()) {
      ASN1_OCTET_STRING_set(id->keyid, digest, static_cast<int>(length));
    } else {
      const encoding::Bytes given = encoding::DecodeHex(key_id_).value();
      ASN1_OCTET_STRING_set(id->keyid, given.data(), static_cast<int>(given.size()));
    }
    X509_add1_ext_i2d(x509, NID_authority_key_identifier, id, 0, X509V3_ADD_DEFAULT);
    AUTHORITY_KEYID_free(id);
  }

  std::string country_;
  std::string generation_;
  std::string key_id_;
  PrivateKey key_;
  encoding::Bytes certificate_;
};

// A key on a curve that OpenSSL has, by its NID.
inline PkeyHandle KeyOnCurve(int curve) {
  EVP_PKEY* key = nullptr;
  const PkeyContextHandle context(EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr));
  EVP_PKEY_keygen_init(context.get());
  EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), curve);
  EVP_PKEY_keygen(context.get(), &key);
  return PkeyHandle(key);
}

// A key on P-256 whose curve is written out instead of named, as Japan's authority does.
inline PkeyHandle KeyWithExplicitCurve() {
  EVP_PKEY* key = nullptr;
  const PkeyContextHandle context(EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr));
  EVP_PKEY_keygen_init(context.get());
  EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), NID_X9_62_prime256v1);
  EVP_PKEY_CTX_set_ec_param_enc(context.get(), OPENSSL_EC_EXPLICIT_CURVE);
  EVP_PKEY_keygen(context.get(), &key);
  return PkeyHandle(key);
}

}  // namespace clearway::keys
