#include "keys/importing/did_document.h"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/encoding/base64.h"
#include "base/encoding/hex.h"
#include "keys/importing/list_limits.h"
#include "keys/openssl_handles.h"
#include "keys/signer.h"
#include "keys/x509_fields.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::json::Item;

// RFC 3986 section 2.1; what is no escape stays as it is.
std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto escaped =
        text[i] == '%' ? encoding::DecodeHex(text.substr(i + 1, 2)) : Result<Bytes>(Bytes{});
    if (escaped && escaped->size() == 1) {
      decoded += static_cast<char>(escaped->front());
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// "did:web:...:DCC:XXA:DSC#kid", taken apart.
struct MethodId {
  std::string_view usage;  // the last segment before the fragment: "DSC", "SCA"..., or "trustlist"
  std::string_view country;  // the segment before the usage of a document signer,
  std::string_view domain;   // and the one before that: "DCC", "RACSEL-DDVC"...
  std::string kid;           // base64
};

MethodId TakeApart(std::string_view id) {
  constexpr std::string_view kDocumentSigner = ":DSC";
  const std::size_t mark = id.find('#');
  if (mark == std::string_view::npos) return {};
  std::string_view path = id.substr(0, mark);
  MethodId parts{.usage = path.substr(path.rfind(':') + 1),
                 .country = {},
                 .domain = {},
                 .kid = PercentDecoded(id.substr(mark + 1))};
  if (path.ends_with(kDocumentSigner)) {
    path.remove_suffix(kDocumentSigner.size());
    parts.country = path.substr(path.rfind(':') + 1);
    path.remove_suffix(std::min(path.size(), parts.country.size() + 1));
    parts.domain = path.substr(path.rfind(':') + 1);
  }
  return parts;
}

// GDHCN has many usages: authorities, uploaders, transport, and more to come. An identifier that
// goes beyond the trust list names one.
bool IsOfAnotherUsage(std::string_view usage) {
  return usage != "DSC" && usage != "trustlist";
}

// Some publishers write coordinates as signed integers, with a zero in front.
Bytes WithoutLeadingZeros(Bytes bytes) {
  const auto first = std::ranges::find_if(bytes, [](std::uint8_t byte) { return byte != 0; });
  bytes.erase(bytes.begin(), first);
  return bytes;
}

Bytes Number(const Item& jwk, std::string_view name) {
  Result<Bytes> bytes = encoding::DecodeBase64Url(jwk.TextAt(name));
  return bytes ? WithoutLeadingZeros(std::move(*bytes)) : Bytes{};
}

bool KeyHas(const EVP_PKEY* key, const char* parameter, const Bytes& number) {
  const NumberHandle found = NumberOf(key, parameter);
  if (found == nullptr) return false;
  Bytes bytes(static_cast<std::size_t>(BN_num_bytes(found.get())));
  BN_bn2bin(found.get(), bytes.data());
  return !number.empty() && bytes == number;
}

bool IsKeyOf(const X509* certificate, const Item& jwk) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  const bool same =
      key != nullptr &&
      (jwk.TextAt("kty") == "RSA" ? KeyHas(key, OSSL_PKEY_PARAM_RSA_N, Number(jwk, "n")) &&
                                        KeyHas(key, OSSL_PKEY_PARAM_RSA_E, Number(jwk, "e"))
                                  : KeyHas(key, OSSL_PKEY_PARAM_EC_PUB_X, Number(jwk, "x")) &&
                                        KeyHas(key, OSSL_PKEY_PARAM_EC_PUB_Y, Number(jwk, "y")));
  ERR_clear_error();
  return same;
}

Result<BundledSigner> FromCertificate(const Item& jwk, const Item& chain, const MethodId& id) {
  const auto certificates = chain.Elements();
  const auto text = certificates.empty() ? std::nullopt : certificates.front().AsText();
  Result<Bytes> der =
      text ? encoding::DecodeBase64(*text) : Fail(Fault::kInvalid, "its x5c holds no certificate");
  if (!der) return std::unexpected(der.error());
  const Result<Signer> signer = SignerFromX509(*der);
  if (!signer) return std::unexpected(signer.error());
  const X509Handle certificate = ParseX509(*der);
  if (!IsKeyOf(certificate.get(), jwk)) {
    return Fail(Fault::kInvalid, "its x5c certificate is of another key");
  }
  if ((X509_get_extension_flags(certificate.get()) & EXFLAG_CA) != 0) {
    return Fail(Fault::kInvalid, "its certificate is an authority's");
  }
  if (encoding::EncodeBase64(encoding::AsBytes(signer->key_id)) != id.kid) {
    return Fail(Fault::kInvalid, "its kid is another certificate's");
  }
  return BundledSigner{
      .x509 = std::move(*der), .spki = {}, .key_id = {}, .issuer = {}, .limits = {}};
}

Result<Bytes> SpkiFrom(const Item& jwk) {
  constexpr std::size_t kCoordinate = 32;
  if (jwk.TextAt("kty") != "EC" || jwk.TextAt("crv") != "P-256") {
    return Fail(Fault::kUnsupported, "a key without a certificate must be on P-256");
  }
  std::array<Bytes, 2> point = {Number(jwk, "x"), Number(jwk, "y")};
  for (Bytes& coordinate : point) {
    if (coordinate.empty() || coordinate.size() > kCoordinate) {
      return Fail(Fault::kInvalid, "its coordinates are not 32 bytes each");
    }
    coordinate.insert(coordinate.begin(), kCoordinate - coordinate.size(), 0);
  }
  return SpkiOnP256(point[0], point[1]);
}

Result<BundledSigner> FromBareKey(const Item& jwk, const MethodId& id) {
  const Result<Bytes> key_id = encoding::DecodeBase64(id.kid);
  if (!key_id || key_id->empty()) return Fail(Fault::kInvalid, "its identifier ends in no kid");
  Result<Bytes> spki = SpkiFrom(jwk);
  if (!spki) return std::unexpected(spki.error());
  if (const auto key = PublicKey::FromSpki(*spki); !key) return std::unexpected(key.error());
  return BundledSigner{.x509 = {},
                       .spki = std::move(*spki),
                       .key_id = std::string(encoding::AsText(*key_id)),
                       .issuer = {},
                       .limits = {},
                       .country = std::string(id.country)};
}

Result<BundledSigner> ReadMethod(const Item& method, const MethodId& id) {
  const auto jwk = method.Find("publicKeyJwk");
  if (!jwk) return Fail(Fault::kUnsupported, "it has no publicKeyJwk");
  if (jwk->Find("d")) return Fail(Fault::kInvalid, "it is a private key, which nobody may publish");
  const auto chain = jwk->Find("x5c");
  return chain ? FromCertificate(*jwk, *chain, id) : FromBareKey(*jwk, id);
}

// One domain's signers sign records of one kind, and which formats those have the list does not
// say.
void AddDomainNote(const std::set<std::string_view>& domains, Imported& imported) {
  if (domains.empty()) return;
  imported.notes.push_back(fmt::format(
      "signers of other trust domains than DCC were taken ({}): say with --limits which "
      "formats they may sign",
      fmt::join(domains, ", ")));
}

void AddNotes(std::size_t references, std::size_t others, bool has_proof, Imported& imported) {
  if (references > 0) {
    imported.notes.push_back(
        fmt::format("{} entries of the DID document only refer to other documents: give those too",
                    references));
  }
  if (others > 0) {
    imported.notes.push_back(fmt::format(
        "{} keys of the DID document are no document signers' and were passed over", others));
  }
  if (has_proof && !imported.signers.empty()) {
    imported.notes.emplace_back(
        "the DID document's own proof was not checked: be sure where it comes from");
  }
}

}  // namespace

Result<Imported> ReadDidDocument(std::string_view json) {
  if (json.size() > kLargestList) return Fail(Fault::kFull, "the DID document is over 64 MiB");
  const auto document = encoding::json::Document::Parse(json, kListLimits);
  if (!document) return std::unexpected(document.error());
  const auto methods = document->root().Find("verificationMethod");
  if (!methods || methods->kind() != encoding::json::Kind::kArray) {
    return Fail(Fault::kInvalid, "the DID document has no array of verification methods");
  }
  Imported imported;
  std::size_t references = 0;
  std::size_t others = 0;
  std::set<std::string_view> domains;
  for (const Item& method : methods->Elements()) {
    if (method.AsText()) {
      ++references;
      continue;
    }
    const MethodId id = TakeApart(method.TextAt("id"));
    if (!id.kid.empty() && IsOfAnotherUsage(id.usage)) {
      ++others;
      continue;
    }
    Result<BundledSigner> signer = ReadMethod(method, id);
    if (signer) {
      if (!id.domain.empty() && id.domain != "DCC") domains.insert(id.domain);
      imported.signers.push_back(std::move(*signer));
    } else {
      imported.problems.push_back(fmt::format("key {} of the DID document was left out: {}", id.kid,
                                              signer.error().detail));
    }
  }
  AddDomainNote(domains, imported);
  AddNotes(references, others, document->root().Find("proof").has_value(), imported);
  return imported;
}

}  // namespace clearway::keys
