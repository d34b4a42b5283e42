#include "certificate/vds_nc.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/encoding/base64.h"
#include "base/encoding/canonical_json.h"
#include "base/encoding/json.h"
#include "certificate/country_codes.h"
#include "certificate/json_fields.h"
#include "certificate/signed_message.h"
#include "certificate/vds_nc_content.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::json::Item;
using encoding::json::Kind;

constexpr std::size_t kLargestCertificate =
    std::size_t{8} * 1024;  // bytes; real ones have about 900

// The two halves of a seal, decoded as far as their encoding goes.
struct Seal {
  Item data;
  std::string algorithm;
  Bytes signature;    // empty: not one that bytes encode to
  Bytes certificate;  // DER
};

Reading Malformed(std::string_view step) {
  return MalformedReading(Format::kVdsNc, step);
}

// Base64url, with its padding or without: issuers write both.
Result<Bytes> DecodePadded(std::string_view text) {
  if (text.ends_with('=')) {
    if (text.size() % 4 != 0) return Fail(Fault::kInvalid, "the base64url text is badly padded");
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  }
  return encoding::DecodeBase64Url(text);
}

// An altered last character may leave bits over: that is a wrong signature, not a broken code.
Result<Bytes> DecodeSignature(std::string_view text) {
  Result<Bytes> signature = DecodePadded(text);
  if (signature || !encoding::IsBase64Url(text.substr(0, text.find('=')))) return signature;
  return Bytes{};
}

std::optional<Item> SealIn(const Item& root) {
  if (root.kind() == Kind::kObject) return root;
  const std::vector<Item> elements = root.Elements();
  if (elements.size() != 1 || elements.front().kind() != Kind::kObject) return std::nullopt;
  return elements.front();
}

struct Halves {
  Item data;
  Item sig;
};

std::optional<Halves> HalvesIn(const Item& root) {
  const auto object = SealIn(root);
  const auto data = object ? object->Find("data") : std::nullopt;
  const auto sig = object ? object->Find("sig") : std::nullopt;
  if (!data || data->kind() != Kind::kObject || !sig || sig->kind() != Kind::kObject) {
    return std::nullopt;
  }
  return Halves{*data, *sig};
}

Result<Seal> TakeApart(const Item& root) {
  const auto broken = [](const char* what) { return Fail(Fault::kInvalid, what); };
  const auto halves = HalvesIn(root);
  if (!halves) return broken("the seal is not an object of data and signature");
  const auto& [data, sig] = *halves;
  const std::string_view algorithm = sig.TextAt("alg");
  const std::string_view certificate = sig.TextAt("cer");
  if (algorithm.empty() || certificate.empty()) {
    return broken("the seal's signature lacks its algorithm or its certificate");
  }
  if (certificate.size() > kLargestCertificate) return broken("the seal's certificate is too long");
  const auto value = sig.Find("sigvl");
  const auto text = value ? value->AsText() : std::nullopt;
  if (!text) return broken("the seal has no signature");
  Result<Bytes> signature = DecodeSignature(*text);
  Result<Bytes> der = DecodePadded(certificate);
  if (!signature || !der) return broken("a part of the seal's signature is not base64url");
  return Seal{.data = data,
              .algorithm = std::string(algorithm),
              .signature = std::move(*signature),
              .certificate = std::move(*der)};
}

Content ReadContent(const Item& data) {
  Content content;
  content.certificate.format = Format::kVdsNc;
  std::string problem;
  ReadVdsNcData(data, content.certificate, problem);
  if (!problem.empty()) {
    content.cause = Cause::kSchema;
    content.step = std::move(problem);
  }
  return content;
}

Authenticity WithoutSigner(keys::PathFault fault) {
  switch (fault) {
    case keys::PathFault::kNotACertificate:
      return {.cause = Cause::kMalformed, .step = "the signer's certificate cannot be read"};
    case keys::PathFault::kNobodyTrusted:
      return {.cause = Cause::kUnknownSigner, .step = "no authority for seals is trusted"};
    case keys::PathFault::kRevoked:
      return {.cause = Cause::kRevoked, .step = "its signer's certificate has been revoked"};
    case keys::PathFault::kUnsupportedKey:
      return {.cause = Cause::kUnsupportedAlgorithm,
              .step = "its signer's key is of a kind that is not offered here"};
    case keys::PathFault::kNoAuthority:
      break;
  }
  return {.cause = Cause::kUntrustedChain,
          .step = "no trusted authority vouches for its signer's certificate"};
}

// Doc 9303-13 has ECDSA alone.
constexpr std::array kAlgorithms = {keys::SignatureAlgorithm::kEs256,
                                    keys::SignatureAlgorithm::kEs384,
                                    keys::SignatureAlgorithm::kEs512};

std::optional<keys::SignatureAlgorithm> OfferedAlgorithm(std::string_view name) {
  const auto algorithm = keys::SignatureAlgorithmFromJose(name);
  const bool is_offered =
      algorithm && std::ranges::find(kAlgorithms, *algorithm) != kAlgorithms.end();
  return is_offered ? algorithm : std::nullopt;
}

bool MaySignSeals(const keys::SignerUsage& usage, const Certificate& certificate) {
  return usage.vds_nc && std::ranges::all_of(certificate.records, [&usage](const Record& record) {
           return std::holds_alternative<Test>(record.details) ? usage.proof_of_testing
                                                               : usage.proof_of_vaccination;
         });
}

// Whoever trusts one certificate by itself has decided what it may sign.
bool MaySignAnything(const keys::SignerUsage&, const Certificate&) {
  return true;
}

void CheckCountry(const keys::Signer& signer, Reading& reading) {
  if (!reading.authenticity.valid()) return;
  if (reading.certificate && IsSameIssuingCountry(reading.certificate->issuer, signer.country)) {
    return;
  }
  reading.authenticity = {.cause = Cause::kKeyUsage,
                          .step = "its signer belongs to another state than it names"};
}

Reading CheckSeal(const Seal& seal, const keys::TrustStore& trust, Timestamp now) {
  const auto signers = trust.authorities().FindSigner(seal.certificate, now);
  const bool is_pinned = signers && trust.authorities().IsPinned(seal.certificate);
  const std::string signed_text = encoding::CanonicalJson(seal.data);
  SignedMessage message{.signers = signers.value_or(std::span<const keys::Signer>{}),
                        .without_signer = signers ? Authenticity{} : WithoutSigner(signers.error()),
                        .algorithm = OfferedAlgorithm(seal.algorithm),
                        .signed_bytes = encoding::AsBytes(signed_text),
                        .signature = seal.signature,
                        .envelope = {.key_id = {},
                                     .algorithm = seal.algorithm,
                                     .signature_bytes = seal.signature.size(),
                                     .payload_bytes = signed_text.size(),
                                     .compressed = false},
                        .trust = trust};
  Reading reading = CheckMessage(message, ReadContent(seal.data),
                                 is_pinned ? MaySignAnything : MaySignSeals, now);
  if (signers && !is_pinned) CheckCountry(signers->front(), reading);
  return reading;
}

}  // namespace

bool LooksLikeVdsNc(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[')) return false;
  // A broken seal is still one.
  if (text.find("\"icao.") != std::string_view::npos) return true;
  const auto document = encoding::json::Document::Parse(text);
  return document && HalvesIn(document->root());
}

Reading ReadVdsNc(std::string_view text, const keys::TrustStore& trust, Timestamp now) {
  const auto document = encoding::json::Document::Parse(text);
  if (!document) return Malformed(document.error().detail);
  const Result<Seal> seal = TakeApart(document->root());
  if (!seal) return Malformed(seal.error().detail);
  return CheckSeal(*seal, trust, now);
}

}  // namespace clearway::certificate
