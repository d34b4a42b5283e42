#include "keys/signer.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "keys/digest.h"
#include "keys/object_identifiers.h"
#include "keys/openssl_handles.h"
#include "keys/revocation_scope.h"
#include "keys/x509_fields.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;

void FreeTypes(ASN1_SEQUENCE_ANY* types) {
  sk_ASN1_TYPE_pop_free(types, ASN1_TYPE_free);
}

using BitsHandle = std::unique_ptr<ASN1_BIT_STRING, FreeWith<&ASN1_BIT_STRING_free>>;
using UsageHandle = std::unique_ptr<EXTENDED_KEY_USAGE, FreeWith<&EXTENDED_KEY_USAGE_free>>;
using ObjectHandle = std::unique_ptr<ASN1_OBJECT, FreeWith<&ASN1_OBJECT_free>>;
using AuthorityKeyIdHandle = std::unique_ptr<AUTHORITY_KEYID, FreeWith<&AUTHORITY_KEYID_free>>;
using TypesHandle = std::unique_ptr<ASN1_SEQUENCE_ANY, FreeWith<&FreeTypes>>;

constexpr std::size_t kKeyIdLength = 8;
// Bits of the key usage (RFC 5280 section 4.2.1.3).
constexpr int kDigitalSignature = 0;
constexpr int kNonRepudiation = 1;
constexpr int kCertificateSigning = 5;
// ICAO's seals (Technical Report VDS-NC): proofs of vaccination and of testing.
constexpr std::string_view kProofOfVaccination = "NV";
constexpr std::string_view kProofOfTesting = "NT";

// The elements of a DER SEQUENCE or SET; null where it is none, or bytes follow it.
TypesHandle ElementsOf(const ASN1_STRING* der, decltype(&d2i_ASN1_SEQUENCE_ANY) read) {
  const unsigned char* at = ASN1_STRING_get0_data(der);
  const unsigned char* const end = at + ASN1_STRING_length(der);
  TypesHandle elements(read(nullptr, &at, ASN1_STRING_length(der)));
  if (at != end) elements.reset();
  return elements;
}

// DocumentTypeListSyntax ::= SEQUENCE { version INTEGER, docTypeList SET OF PrintableString }.
// Empty where it is anything else.
std::vector<std::string> DocumentTypesIn(const ASN1_OCTET_STRING* extension) {
  const TypesHandle list = ElementsOf(extension, &d2i_ASN1_SEQUENCE_ANY);
  if (list == nullptr || sk_ASN1_TYPE_num(list.get()) != 2) return {};
  const ASN1_TYPE* version = sk_ASN1_TYPE_value(list.get(), 0);
  const ASN1_TYPE* set = sk_ASN1_TYPE_value(list.get(), 1);
  if (version->type != V_ASN1_INTEGER || set->type != V_ASN1_SET) return {};
  const TypesHandle elements = ElementsOf(set->value.set, &d2i_ASN1_SET_ANY);
  std::vector<std::string> types;
  for (int i = 0; elements != nullptr && i < sk_ASN1_TYPE_num(elements.get()); ++i) {
    const ASN1_TYPE* type = sk_ASN1_TYPE_value(elements.get(), i);
    if (type->type != V_ASN1_PRINTABLESTRING) return {};
    const ASN1_STRING* text = type->value.printablestring;
    types.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                       static_cast<std::size_t>(ASN1_STRING_length(text)));
  }
  return types;
}

// Doc 9303-12: a signer without the list may sign seals of every type.
void LimitToDocumentTypes(const X509* certificate, SignerUsage& usage) {
  const ObjectHandle oid(OBJ_txt2obj(kDocumentTypeList, 1));
  int at = -1;
  while ((at = X509_get_ext_by_OBJ(certificate, oid.get(), at)) >= 0) {
    const auto types = DocumentTypesIn(X509_EXTENSION_get_data(X509_get_ext(certificate, at)));
    const auto named = [&types](std::string_view type) {
      return std::ranges::find(types, type) != types.end();
    };
    usage.proof_of_vaccination &= named(kProofOfVaccination);
    usage.proof_of_testing &= named(kProofOfTesting);
  }
}

enum class Signs : std::uint8_t { kNothing, kCertificates, kDocuments };

// A key with a usage does what that says: an authority's signs certificates. Basic constraints say
// nothing here: some signers' certificates were made with a tool's defaults, as an authority's.
Result<Signs> WhatItSigns(const X509* certificate) {
  const auto usage = ExtensionOf<BitsHandle>(certificate, NID_key_usage);
  if (!usage) return std::unexpected(usage.error());
  const auto is_for = [&usage](int bit) {
    return *usage == nullptr || ASN1_BIT_STRING_get_bit(usage->get(), bit) == 1;
  };
  if (is_for(kDigitalSignature) || is_for(kNonRepudiation)) return Signs::kDocuments;
  return is_for(kCertificateSigning) ? Signs::kCertificates : Signs::kNothing;
}

// What the extended key usages name.
SignerUsage NamedUsage(const EXTENDED_KEY_USAGE* usages) {
  SignerUsage named{.test = false, .vaccination = false, .recovery = false};
  for (int i = 0; usages != nullptr && i < sk_ASN1_OBJECT_num(usages); ++i) {
    const std::string oid = DottedText(sk_ASN1_OBJECT_value(usages, i));
    named.test |= oid == kEuTest || oid == kEuTestWithZero;
    named.vaccination |= oid == kEuVaccination || oid == kEuVaccinationWithZero;
    named.recovery |= oid == kEuRecovery || oid == kEuRecoveryWithZero;
    named.travel_health |= oid == kTravelHealthSigning;
    named.declaration |= oid == kHealthDeclarationSigning;
    named.vds_nc |= oid == kVdsNcSigning;
  }
  return named;
}

// Unlimited where they name nothing that we know.
Result<SignerUsage> ReadUsage(const X509* certificate) {
  const auto usages = ExtensionOf<UsageHandle>(certificate, NID_ext_key_usage);
  if (!usages) return std::unexpected(usages.error());
  const Result<Signs> signs = WhatItSigns(certificate);
  if (!signs) return std::unexpected(signs.error());
  constexpr SignerUsage kNone{.test = false, .vaccination = false, .recovery = false};
  if (*signs == Signs::kNothing) return kNone;
  const SignerUsage named = NamedUsage(usages->get());
  SignerUsage usage = named.allows_nothing() ? SignerUsage{} : named;
  if (*signs == Signs::kCertificates) {
    usage.travel_health = usage.declaration = usage.vds_nc = usage.documents = false;
  }
  LimitToDocumentTypes(certificate, usage);
  return usage;
}

// Read by itself, too: OpenSSL's own getter wants every extension to be sound.
Result<Bytes> AuthorityKeyIdOf(const X509* certificate) {
  const auto id = ExtensionOf<AuthorityKeyIdHandle>(certificate, NID_authority_key_identifier);
  if (!id) return std::unexpected(id.error());
  return *id == nullptr ? Bytes{} : BytesOf((*id)->keyid);
}

std::string KeyIdOf(ByteView der) {
  const Sha256Digest digest = Sha256(der);
  return std::string(encoding::AsText(ByteView(digest).first(kKeyIdLength)));
}

}  // namespace

Result<Signer> SignerFromX509(ByteView der) {
  const X509Handle certificate = ParseX509WithoutKey(der);
  if (certificate == nullptr) {
    return Fail(Fault::kInvalid, "this is not one X.509 certificate");
  }
  Result<PublicKey> key = PublicKey::FromSpki(PublicKeyInfoOf(certificate.get()));
  if (!key) return std::unexpected(key.error());
  const Sha256Digest digest = key->digest();
  const auto not_before = ToTimestamp(X509_get0_notBefore(certificate.get()));
  const auto not_after = ToTimestamp(X509_get0_notAfter(certificate.get()));
  if (!not_before || !not_after) {
    ERR_clear_error();
    return Fail(Fault::kInvalid,
                "the certificate's dates are none, so nothing would bound its key");
  }
  const Result<SignerUsage> usage = ReadUsage(certificate.get());
  if (!usage) return std::unexpected(usage.error());
  const Result<Bytes> authority_key_id = AuthorityKeyIdOf(certificate.get());
  if (!authority_key_id) return std::unexpected(authority_key_id.error());
  const Result<bool> is_demo = HasDemonstrationPolicy(certificate.get());
  if (!is_demo) return std::unexpected(is_demo.error());
  Signer signer{
      .key_id = KeyIdOf(der),
      .key = std::move(*key),
      .issuer = {},
      .name = CommonNameOf(certificate.get()),
      .country = CountryOf(certificate.get()),
      .not_before = not_before,
      .not_after = not_after,
      .usage = *usage,
      .limits = {},
      .demo = *is_demo,
      .serial = SerialBytes(X509_get0_serialNumber(certificate.get())),
      .crl_scope = authority_key_id->empty()
                       ? std::string()
                       : CrlScope(AuthorityCountryOf(certificate.get()), *authority_key_id),
      .authority_name = AuthorityNameOf(certificate.get()),
      .authority_key_id = *authority_key_id,
      .key_digest = digest};
  ERR_clear_error();
  return signer;
}

Result<CertificateNames> NamesOfX509(ByteView der) {
  const X509Handle certificate = ParseX509(der);
  if (certificate == nullptr) return Fail(Fault::kInvalid, "this is not one X.509 certificate");
  return CertificateNames{.key_id = KeyIdOf(der),
                          .name = CommonNameOf(certificate.get()),
                          .country = CountryOf(certificate.get())};
}

Result<Signer> DocumentSignerFromX509(ByteView der) {
  Result<Signer> signer = SignerFromX509(der);
  if (signer && (!signer->usage.documents || signer->usage.allows_nothing())) {
    return Fail(Fault::kInvalid, "its certificate's key usage is not for signing documents");
  }
  return signer;
}

Result<Signer> SignerFromSpki(std::string key_id, ByteView spki) {
  Result<PublicKey> key = PublicKey::FromSpki(spki);
  if (!key) return std::unexpected(key.error());
  const Sha256Digest digest = key->digest();
  return Signer{.key_id = std::move(key_id),
                .key = std::move(*key),
                .issuer = {},
                .name = {},
                .country = {},
                .not_before = std::nullopt,
                .not_after = std::nullopt,
                .usage = {},
                .limits = {},
                .demo = false,
                .key_digest = digest};
}

}  // namespace clearway::keys
