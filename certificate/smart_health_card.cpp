#include "certificate/smart_health_card.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/encoding/json.h"
#include "base/encoding/jws.h"
#include "base/encoding/utf8.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/card_parts.h"
#include "certificate/fhir.h"
#include "certificate/json_fields.h"
#include "certificate/signed_message.h"
#include "keys/revocation_scope.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::CompactJws;
using encoding::json::Item;
using encoding::json::Kind;

constexpr std::size_t kLargestPayload =
    std::size_t{256} * 1024;  // bytes; real ones have about 1,200
constexpr std::string_view kHealthCardType = "https://smarthealth.cards#health-card";

Reading Malformed(std::string_view step) {
  return MalformedReading(Format::kSmartHealthCard, step);
}

Result<Bytes> Inflated(const CompactJws& jws) {
  if (jws.compression != "DEF") {
    return Fail(Fault::kInvalid, "the card's payload is not said to be compressed");
  }
  return encoding::InflateRaw(jws.payload, kLargestPayload);
}

Result<encoding::json::Document> Parsed(const Bytes& payload) {
  return encoding::json::Document::Parse(encoding::WithoutByteOrderMark(encoding::AsText(payload)));
}

bool IsHealthCard(const Item& credential) {
  const auto types = credential.Find("type");
  const auto elements = types ? types->Elements() : std::vector<Item>{};
  return std::ranges::any_of(elements,
                             [](const Item& type) { return type.AsText() == kHealthCardType; });
}

void ReadCredential(const Item& credential, Certificate& certificate, std::string& problem) {
  JsonFields fields(credential, "vc", problem);
  if (!IsHealthCard(credential)) fields.Refuse("type", "does not say that it is a health card");
  certificate.serial = fields.Text("rid");
  const auto subject = fields.Find("credentialSubject", Need::kRequired);
  const auto bundle = subject ? subject->Find("fhirBundle") : std::nullopt;
  if (bundle) {
    ReadFhirBundle(*bundle, certificate, problem);
  } else {
    fields.Refuse("credentialSubject", "holds no FHIR bundle");
  }
}

void ReadPayload(const Item& payload, Certificate& certificate, std::string& problem) {
  JsonFields fields(payload, "card", problem);
  certificate.issuer = fields.Text("iss", Need::kRequired);
  if (!keys::IsCardIssuer(certificate.issuer)) fields.Refuse("iss", "is not an issuer's URL");
  certificate.issued_at = fields.NumericDate("nbf", Need::kRequired);
  certificate.expires_at = fields.NumericDate("exp");
  if (const auto credential = fields.Find("vc", Need::kRequired)) {
    ReadCredential(*credential, certificate, problem);
  }
}

Content ReadContent(const Item& payload) {
  Content content;
  content.certificate.format = Format::kSmartHealthCard;
  std::string problem;
  ReadPayload(payload, content.certificate, problem);
  if (!problem.empty()) {
    content.cause = Cause::kSchema;
    content.step = std::move(problem);
  }
  return content;
}

Envelope EnvelopeOf(const CompactJws& jws, const std::string& key_id, std::size_t payload_bytes) {
  return {.key_id = Bytes(key_id.begin(), key_id.end()),
          .algorithm = jws.algorithm,
          .signature_bytes = jws.signature.size(),
          .payload_bytes = payload_bytes,
          .compressed = true};
}

void CheckRevocation(const std::string& key_id, const keys::TrustStore& trust, Reading& reading) {
  if (!reading.authenticity.valid() || !reading.certificate) return;
  const Certificate& certificate = *reading.certificate;
  // Of an unknown age it would be older than any revocation.
  const Timestamp issued_at = certificate.issued_at.value_or(Timestamp{});
  if (trust.IsCardRevoked(certificate.issuer, key_id, certificate.serial, issued_at)) {
    reading.authenticity = {.cause = Cause::kRevoked, .step = "its issuer has revoked the card"};
  }
}

Reading CheckCard(const CompactJws& jws, const std::string& key_id, const Bytes& inflated,
                  const keys::TrustStore& trust, Timestamp now) {
  const auto document = Parsed(inflated);
  if (!document) return Malformed(document.error().detail);
  if (document->root().kind() != Kind::kObject) return Malformed("its payload is not an object");
  Content content = ReadContent(document->root());
  const auto algorithm =
      jws.algorithm == "ES256" ? std::optional(keys::SignatureAlgorithm::kEs256) : std::nullopt;
  const std::span<const keys::Signer> signers = trust.Find(content.certificate.issuer, key_id);
  Reading reading = CheckMessage({.signers = signers,
                                  .algorithm = algorithm,
                                  .signed_bytes = encoding::AsBytes(jws.signed_text),
                                  .signature = jws.signature,
                                  .envelope = EnvelopeOf(jws, key_id, inflated.size()),
                                  .trust = trust},
                                 std::move(content), MaySignRecords, now);
  CheckRevocation(key_id, trust, reading);
  return reading;
}

}  // namespace

Reading ReadSmartHealthCard(std::string_view text, const keys::TrustStore& trust, Timestamp now) {
  const Result<std::string> compact = DecodeCard(text);
  if (!compact) return Malformed(compact.error().detail);
  const Result<CompactJws> jws = encoding::ParseCompactJws(*compact);
  if (!jws) return Malformed(jws.error().detail);
  const std::optional<std::string>& key_id = jws->key_id;
  if (!key_id) return Malformed("the JWS header names no key");
  const Result<Bytes> inflated = Inflated(*jws);
  if (!inflated) return Malformed(inflated.error().detail);
  return CheckCard(*jws, *key_id, *inflated, trust, now);
}

bool IsWholeCard(std::string_view text) {
  const Result<std::string> compact = DecodeCard(text);
  const Result<CompactJws> jws =
      compact ? encoding::ParseCompactJws(*compact) : std::unexpected(compact.error());
  const Result<Bytes> inflated = jws ? Inflated(*jws) : std::unexpected(jws.error());
  return inflated && Parsed(*inflated);
}

}  // namespace clearway::certificate
