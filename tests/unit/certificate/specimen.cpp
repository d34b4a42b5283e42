#include "tests/unit/certificate/specimen.h"

#include <algorithm>
#include <stdexcept>

#include "base/encoding/cose.h"
#include "certificate/dates.h"

namespace clearway::certificate {

using encoding::Bytes;
using encoding::cbor::Value;
using std::chrono::days;
using std::chrono::hours;

namespace {

PartialDate Day(const char* text) {
  return *ParsePartialDate(text);
}

Record VaccinationRecord(unsigned dose, const char* day) {
  return {.disease = {.code = "840539006", .name = {}},
          .country = "XX",
          .issuer = "Test Authority",
          .id = "URN:UVCI:01:XX:0000" + std::to_string(dose) + "#1",
          .details = Vaccination{.vaccine = {.code = "1119349007", .name = {}},
                                 .product = {.code = "EU/1/20/1528", .name = {}},
                                 .manufacturer = {.code = "ORG-100030215", .name = {}},
                                 .dose = dose,
                                 .doses = 2,
                                 .given_on = Day(day)}};
}

Record TestRecord(TestKind kind, TestResult result) {
  return {.disease = {.code = "840539006", .name = {}},
          .country = "CN",
          .issuer = {},
          .id = {},
          .details = Test{.kind = kind,
                          .method = {},
                          .sampled_at = kNow - hours(20),
                          .sampled_on = {},
                          .result = result,
                          .facility = "Hall 2"}};
}

}  // namespace

keys::Issuer MakeTestIssuer(const keys::SignerUsage& usage, keys::KeyKind kind, bool demo) {
  auto issuer = keys::MakeIssuer(kind, {.name = "Test Authority",
                                        .country = "XX",
                                        .not_before = kNow - days(100),
                                        .not_after = kNow + days(100),
                                        .usage = usage,
                                        .demo = demo});
  if (!issuer) throw std::runtime_error(issuer.error().detail);
  return std::move(*issuer);
}

keys::TrustStore Trusting(const std::vector<const keys::Issuer*>& issuers) {
  keys::TrustStore trust;
  for (const keys::Issuer* issuer : issuers) trust.Add(issuer->signer);
  return trust;
}

Certificate EuDccSpecimen() {
  Certificate certificate;
  certificate.format = Format::kEuDcc;
  certificate.holder.name.surname = "Mustermann";
  certificate.holder.name.given = "Anna";
  certificate.holder.birth_date = Day("1964-08-12");
  certificate.issuer = "XX";
  certificate.issued_at = kNow - days(1);
  certificate.expires_at = kNow + days(30);
  certificate.records = {VaccinationRecord(2, "2026-08-01")};
  return certificate;
}

Certificate TravelHealthSpecimen() {
  Certificate certificate;
  certificate.format = Format::kTravelHealth;
  certificate.holder.name.surname = "WANG";
  certificate.holder.name.given = "XIAOMING";
  certificate.holder.name.chinese = "王小明";
  certificate.holder.birth_date = Day("1988-03-14");
  certificate.holder.sex = Sex::kMale;
  certificate.holder.nationality = "CN";
  certificate.document = TravelDocument{
      .kind = DocumentKind::kOrdinaryPassport, .number = "E00000000", .issuing_country = "CN"};
  certificate.issuer = "XX";
  certificate.serial = "T-2027-000001";
  certificate.issued_at = kNow - days(1);
  certificate.expires_at = kNow + days(30);
  certificate.records = {TestRecord(TestKind::kNucleicAcid, TestResult::kNegative),
                         TestRecord(TestKind::kAntibodyIgG, TestResult::kPositive),
                         TestRecord(TestKind::kAntibodyIgM, TestResult::kNegative),
                         VaccinationRecord(1, "2026-08-01")};
  return certificate;
}

Value Parts::Array() const {
  return Value::Array({Value::String(protected_header), unprotected, Value::String(payload),
                       Value::String(signature)});
}

Bytes Parts::Message() const {
  return Value::Tagged(18, Array()).encoded();
}

Parts SignedParts(const Bytes& payload, const keys::Issuer& issuer) {
  return SignedParts(payload, issuer,
                     Header(keys::CoseNumber(issuer.key.algorithm()), issuer.signer.key_id));
}

Parts SignedParts(const Bytes& payload, const keys::Issuer& issuer, Bytes protected_header) {
  Parts parts{.protected_header = std::move(protected_header), .payload = payload, .signature = {}};
  auto signature =
      issuer.key.Sign(encoding::cose::SignedBytes(parts.protected_header, parts.payload));
  if (!signature) throw std::runtime_error(signature.error().detail);
  parts.signature = std::move(*signature);
  return parts;
}

Bytes Header(std::int64_t algorithm, std::string_view key_id) {
  return Value::Map({{Value::Integer(1), Value::Integer(algorithm)},
                     {Value::Integer(4), Value::String(encoding::AsBytes(key_id))}})
      .encoded();
}

Bytes Replaced(Bytes bytes, std::string_view from, std::string_view to) {
  const auto found = std::ranges::search(bytes, encoding::AsBytes(from));
  if (found.empty()) throw std::runtime_error("what is to be replaced is not there");
  const auto at = found.begin() - bytes.begin();
  bytes.erase(found.begin(), found.end());
  const auto replacement = encoding::AsBytes(to);
  bytes.insert(bytes.begin() + at, replacement.begin(), replacement.end());
  return bytes;
}

}  // namespace clearway::certificate
