#include "keys/jwk_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/encoding/base64.h"
#include "base/encoding/json.h"
#include "keys/digest.h"
#include "keys/p256_spki.h"

namespace clearway::keys {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::json::Item;

constexpr std::size_t kLongestSet = 1 << 20;  // bytes
constexpr encoding::json::Limits kSetLimits{.depth = 8, .items = 1 << 17};
constexpr std::size_t kCoordinateLength = 32;

std::optional<Bytes> Coordinate(const Item& jwk, std::string_view name) {
  Result<Bytes> bytes = encoding::DecodeBase64Url(jwk.TextAt(name));
  if (!bytes || bytes->size() != kCoordinateLength) return std::nullopt;
  return std::move(*bytes);
}

Result<Bytes> FirstOf(const Item& chain) {
  const std::vector<Item> certificates = chain.Elements();
  const auto text = certificates.empty() ? std::nullopt : certificates.front().AsText();
  return text ? encoding::DecodeBase64(*text)
              : Fail(Fault::kInvalid, "its x5c holds no certificate");
}

// The certificate says more about the key than the JWK does; it must be about the same key.
Status ApplyCertificate(ByteView der, Signer& signer) {
  Result<Signer> certified = DocumentSignerFromX509(der);
  if (!certified) return std::unexpected(certified.error());
  if (!certified->key.IsSameAs(signer.key)) {
    return Fail(Fault::kInvalid, "its x5c certificate is of another key");
  }
  certified->key_id = std::move(signer.key_id);
  certified->issuer = std::move(signer.issuer);
  signer = *std::move(certified);
  return {};
}

// RFC 7517 section 4.3; where it says nothing, everything.
bool MayVerify(const Item& jwk) {
  const auto operations = jwk.Find("key_ops");
  if (!operations) return true;
  const std::vector<Item> elements = operations->Elements();
  return std::ranges::any_of(elements,
                             [](const Item& element) { return element.AsText() == "verify"; });
}

Result<JwkSigner> ReadJwk(const Item& jwk, const std::string& issuer) {
  if (jwk.TextAt("kty") != "EC" || jwk.TextAt("crv") != "P-256") {
    return Fail(Fault::kUnsupported, "it is not on P-256");
  }
  const std::string_view use = jwk.TextAt("use");
  const std::string_view algorithm = jwk.TextAt("alg");
  if ((!use.empty() && use != "sig") || (!algorithm.empty() && algorithm != "ES256") ||
      !MayVerify(jwk)) {
    return Fail(Fault::kUnsupported, "it is not meant for ES256 signatures");
  }
  if (jwk.Find("d")) return Fail(Fault::kInvalid, "it is a private key, which nobody may publish");
  const auto x = Coordinate(jwk, "x");
  const auto y = Coordinate(jwk, "y");
  if (!x || !y) return Fail(Fault::kInvalid, "its coordinates are not 32 bytes each");
  std::string key_id(jwk.TextAt("kid"));
  if (key_id.empty()) key_id = JwkThumbprint(*x, *y);
  Result<Signer> signer = SignerFromSpki(std::move(key_id), SpkiOnP256(*x, *y));
  if (!signer) return std::unexpected(signer.error());
  signer->issuer = issuer;
  signer->name = issuer;
  Bytes certificate;
  if (const auto chain = jwk.Find("x5c")) {
    Result<Bytes> der = FirstOf(*chain);
    if (!der) return std::unexpected(der.error());
    if (Status status = ApplyCertificate(*der, *signer); !status) {
      return std::unexpected(status.error());
    }
    certificate = std::move(*der);
  }
  return JwkSigner{.signer = std::move(*signer),
                   .certificate = std::move(certificate),
                   .has_revoked_cards = jwk.Find("crlVersion").has_value()};
}

}  // namespace

Bytes SpkiOnP256(ByteView x, ByteView y) {
  Bytes spki;
  spki.reserve(kP256SpkiHead.size() + x.size() + y.size());
  for (const ByteView part : {ByteView(kP256SpkiHead), x, y}) {
    spki.insert(spki.end(), part.begin(), part.end());
  }
  return spki;
}

std::string JwkThumbprint(ByteView x, ByteView y) {
  const std::string members =
      fmt::format(R"({{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}})", encoding::EncodeBase64Url(x),
                  encoding::EncodeBase64Url(y));
  return encoding::EncodeBase64Url(Sha256(encoding::AsBytes(members)));
}

Result<JwkSet> ReadJwkSet(std::string_view json, const std::string& issuer) {
  if (json.size() > kLongestSet) return Fail(Fault::kFull, "the JWK set is longer than 1 MiB");
  const auto document = encoding::json::Document::Parse(json, kSetLimits);
  if (!document) return std::unexpected(document.error());
  return ReadJwkSet(document->root(), issuer);
}

Result<JwkSet> ReadJwkSet(const Item& set, const std::string& issuer) {
  const auto keys = set.Find("keys");
  if (!keys || keys->kind() != encoding::json::Kind::kArray) {
    return Fail(Fault::kInvalid, "the JWK set has no array of keys");
  }
  JwkSet read;
  std::size_t number = 0;
  for (const Item& jwk : keys->Elements()) {
    ++number;
    if (Result<JwkSigner> signer = ReadJwk(jwk, issuer)) {
      read.signers.push_back(std::move(*signer));
    } else {
      read.problems.push_back(
          fmt::format("key {} of the JWK set was left out: {}", number, signer.error().detail));
    }
  }
  return read;
}

}  // namespace clearway::keys
