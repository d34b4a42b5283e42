#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/encoding/base64.h"
#include "base/encoding/zlib_stream.h"
#include "keys/issuing/private_key.h"
#include "keys/jwk_set.h"
#include "keys/trust_store.h"
#include "tests/unit/keys/jwk_text.h"

// Makes SMART Health Cards for tests, sound ones and broken ones.
namespace clearway::certificate {

inline constexpr const char* kCardIssuer = "https://health.example/cards";
inline constexpr const char* kCardHeader = R"({"zip":"DEF","alg":"ES256","kid":"k1"})";

// The zlib stream of the same content, less its header and checksum.
inline encoding::Bytes DeflateRaw(std::string_view content) {
  const encoding::Bytes stream = encoding::DeflateZlib(encoding::AsBytes(content));
  return {stream.begin() + 2, stream.end() - 4};
}

inline std::string EncodeDigits(std::string_view jws) {
  std::string digits;
  for (const char character : jws) {
    const int pair = character - '-';
    digits += static_cast<char>('0' + pair / 10);
    digits += static_cast<char>('0' + pair % 10);
  }
  return digits;
}

// Signs whatever header and payload bytes, and writes them as a code.
inline std::string CardText(const keys::PrivateKey& key, std::string_view header,
                            encoding::ByteView payload) {
  const std::string signed_text = encoding::EncodeBase64Url(encoding::AsBytes(header)) + "." +
                                  encoding::EncodeBase64Url(payload);
  const encoding::Bytes signature = *key.Sign(encoding::AsBytes(signed_text));
  return "shc:/" + EncodeDigits(signed_text + "." + encoding::EncodeBase64Url(signature));
}

inline std::string Card(const keys::PrivateKey& key, std::string_view payload) {
  return CardText(key, kCardHeader, DeflateRaw(payload));
}

// The code of a whole card as so many parts of the same length.
inline std::vector<std::string> SplitCard(const std::string& text, std::size_t count) {
  const std::string digits = text.substr(5);
  const std::size_t length = (digits.size() + count - 1) / count;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < count; ++i) {
    parts.push_back("shc:/" + std::to_string(i + 1) + "/" + std::to_string(count) + "/" +
                    digits.substr(i * length, length));
  }
  return parts;
}

inline constexpr const char* kPatient =
    R"({"fullUrl":"resource:0","resource":{"resourceType":"Patient","name":[{"family":"Sample",)"
    R"("given":["Ana","B."]}],"birthDate":"1990-04-12","gender":"female"}})";
inline constexpr const char* kImmunization =
    R"({"fullUrl":"resource:1","resource":{"resourceType":"Immunization","status":"completed",)"
    R"("vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"208"}]},)"
    R"("occurrenceDateTime":"2026-03-01","performer":[{"actor":{"display":"City Clinic"}}]}})";
inline constexpr const char* kObservation =
    R"({"fullUrl":"resource:2","resource":{"resourceType":"Observation","status":"final",)"
    R"("code":{"coding":[{"system":"http://loinc.org","code":"94558-4"}]},)"
    R"("effectiveDateTime":"2026-05-20T08:30:00+02:00","valueCodeableConcept":{"coding":)"
    R"([{"system":"http://snomed.info/sct","code":"260415000"}]},)"
    R"("performer":[{"display":"Airport Laboratory"}]}})";

// A bundle of these entries.
inline std::string Bundle(const std::vector<std::string>& entries) {
  std::string text = R"({"resourceType":"Bundle","type":"collection","entry":[)";
  for (std::size_t i = 0; i < entries.size(); ++i) text += (i == 0 ? "" : ",") + entries[i];
  return text + "]}";
}

struct CardPayload {
  std::string issuer = kCardIssuer;
  std::string nbf = "1767225600.25";  // 2026-01-01T00:00:00Z and a quarter
  std::string further;                // claims, each with a comma behind it
  std::string types = R"(["https://smarthealth.cards#health-card"])";
  std::string credential;  // members of vc, each with a comma behind it
  std::string bundle = Bundle({kPatient, kImmunization});

  [[nodiscard]] std::string text() const {
    return R"({"iss":")" + issuer + R"(","nbf":)" + nbf + "," + further + R"("vc":{)" + credential +
           R"("type":)" + types + R"(,"credentialSubject":{"fhirVersion":"4.0.1","fhirBundle":)" +
           bundle + "}}}";
  }
};

// Trusts the key as `key_id` of an issuer.
inline void TrustCardKey(const keys::PrivateKey& key, const std::string& key_id,
                         const std::string& issuer, keys::TrustStore& trust) {
  auto set = keys::ReadJwkSet(R"({"keys":[)" + keys::JwkText(key, key_id) + "]}", issuer);
  for (keys::JwkSigner& one : set->signers) trust.Add(std::move(one.signer));
}

}  // namespace clearway::certificate
