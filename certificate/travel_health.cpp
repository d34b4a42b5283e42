#include "certificate/travel_health.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "base/encoding/base45.h"
#include "base/encoding/cbor.h"
#include "base/encoding/cose.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/cbor_fields.h"
#include "certificate/cwt.h"
#include "certificate/holder_name.h"
#include "certificate/seal.h"
#include "certificate/signed_message.h"
#include "certificate/travel_health_declaration.h"
#include "certificate/travel_health_fields.h"
#include "certificate/travel_health_keys.h"
#include "certificate/value_sets.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
namespace cbor = encoding::cbor;
using namespace travel_health;

constexpr std::size_t kLargestMessage = std::size_t{16} * 1024;  // bytes; real ones have about 400
constexpr std::size_t kMostRecords = 32;
constexpr std::array kAlgorithms = {
    keys::SignatureAlgorithm::kEs256, keys::SignatureAlgorithm::kPs256,
    keys::SignatureAlgorithm::kEdDsa, keys::SignatureAlgorithm::kSm2};
// The first byte of a zlib stream with deflate and a 32 KiB window. In CBOR it begins a text, which
// no COSE message is, so that it tells the two forms apart.
constexpr std::uint8_t kZlibMark = 0x78;

void ReadHolder(NumberKeyedFields& content, Holder& holder, std::string& problem) {
  const auto map = content.Find(kHolder, Need::kRequired);
  if (!map) return;
  NumberKeyedFields fields(*map, "holder", problem);
  holder.name.surname = fields.Text(kSurname);
  holder.name.given = fields.Text(kGivenNames);
  holder.name.chinese = fields.Text(kChineseName);
  holder.birth_date = ReadDate(fields, kBirthDate, Need::kRequired);
  holder.sex = ReadKind(fields, kSex, kSexes, Need::kOptional).value_or(Sex::kUnspecified);
  holder.nationality = fields.Text(kNationality, Need::kRequired);
  if (!NamesSomebody(holder.name)) content.Refuse(kHolder, "holds no name");
}

std::optional<TravelDocument> ReadDocument(NumberKeyedFields& content, std::string& problem) {
  const auto map = content.Find(kDocument, Need::kRequired);
  if (!map) return std::nullopt;
  NumberKeyedFields fields(*map, "document", problem);
  TravelDocument document;
  document.kind = ReadKind(fields, kDocumentType, kDocumentTypes, Need::kRequired)
                      .value_or(DocumentKind::kOther);
  document.number = fields.Text(kNumber, Need::kRequired);
  document.issuing_country = fields.Text(kIssuingCountry, Need::kRequired);
  return document;
}

Test ReadTest(TestKind kind, NumberKeyedFields& fields) {
  Test test;
  test.kind = kind;
  test.result =
      ReadKind(fields, kResult, kResults, Need::kRequired).value_or(TestResult::kInconclusive);
  if (const auto item = fields.Find(kSampledAt)) {
    test.sampled_at = NumericDateOf(*item);
    if (!test.sampled_at) fields.Refuse(kSampledAt, "is not a moment of the calendar");
  } else {
    test.sampled_on = ReadDate(fields, kSampledOn, Need::kRequired).value_or(PartialDate{});
  }
  test.facility = fields.Text(kFacility);
  test.method.name = fields.Text(kMethod);
  return test;
}

Vaccination ReadVaccination(NumberKeyedFields& fields) {
  Vaccination vaccination;
  vaccination.vaccine = CodedIn(ValueSet::kVaccine, ReadCode(fields, kVaccine, Need::kOptional));
  vaccination.product = CodedIn(ValueSet::kVaccineProduct, fields.Text(kProduct));
  vaccination.manufacturer = CodedIn(ValueSet::kVaccineManufacturer, fields.Text(kManufacturer));
  vaccination.dose = fields.Ordinal(kDose, Need::kRequired);
  vaccination.doses = fields.Ordinal(kDoses);
  vaccination.given_on = ReadDate(fields, kGivenOn, Need::kRequired).value_or(PartialDate{});
  return vaccination;
}

// Nullopt: a type that this version of the profile does not have. It is refused, since nobody here
// could say what it means.
std::optional<Record> ReadRecord(const cbor::Item& map, std::string& problem) {
  NumberKeyedFields fields(map, "record", problem);
  const auto type = fields.Find(kType, Need::kRequired);
  const auto number = type ? type->AsInteger() : std::nullopt;
  Record record;
  record.disease = CodedIn(ValueSet::kDisease, ReadCode(fields, kDisease, Need::kRequired));
  record.country = fields.Text(kCountry);
  record.issuer = fields.Text(kIssuer);
  record.id = fields.Text(kRecordId);
  if (number == kVaccinationType) {
    record.details = ReadVaccination(fields);
  } else if (number == kDeclarationType) {
    record.details = ReadDeclaration(fields, problem);
  } else if (const auto kind = KindOf(kTestTypes, number)) {
    record.details = ReadTest(*kind, fields);
  } else {
    fields.Refuse(kType, "is of no known type");
    return std::nullopt;
  }
  return record;
}

void ReadRecords(NumberKeyedFields& content, std::vector<Record>& records, std::string& problem) {
  const auto list = content.Find(kRecords, Need::kRequired);
  if (!list) return;
  if (list->kind() != cbor::Kind::kArray || list->size() == 0 || list->size() > kMostRecords) {
    return content.Refuse(kRecords, "is not an array of 1 to 32 records");
  }
  for (const cbor::Item& item : list->Elements()) {
    if (auto record = ReadRecord(item, problem)) records.push_back(std::move(*record));
  }
}

void ReadContent(const cbor::Item& claims, Certificate& certificate, std::string& problem) {
  ReadClaims(claims, certificate, problem, TimeForm::kNumber);
  NumberKeyedFields envelope(claims, "cwt", problem);
  const auto map = envelope.Find(kContentClaim, Need::kRequired);
  if (!map) return;
  NumberKeyedFields content(*map, "content", problem);
  ReadHolder(content, certificate.holder, problem);
  certificate.document = ReadDocument(content, problem);
  ReadRecords(content, certificate.records, problem);
  certificate.serial = content.Text(kSerial, Need::kRequired);
}

Content ReadPayload(ByteView payload) {
  Content content;
  content.certificate.format = Format::kTravelHealth;
  const auto document = cbor::Document::Parse(payload);
  if (!document) {
    content.cause = Cause::kMalformed;
    content.step = document.error().detail;
    return content;
  }
  std::string problem;
  ReadContent(document->root(), content.certificate, problem);
  if (problem.empty() && content.certificate.issuer.empty()) problem = "it names no issuer";
  if (problem.empty()) problem = DeclarationProblem(content.certificate);
  if (!problem.empty()) {
    content.cause = Cause::kSchema;
    content.step = std::move(problem);
  }
  return content;
}

// Declarations have signers of their own.
bool MaySign(const keys::SignerUsage& usage, const Certificate& certificate) {
  const auto declarations = std::ranges::count_if(certificate.records, [](const Record& record) {
    return std::holds_alternative<Declaration>(record.details);
  });
  const bool declares_only = declarations > 0 && std::ssize(certificate.records) == declarations;
  return (declarations == 0 || usage.declaration) && (declares_only || usage.travel_health);
}

// The signed form, compressed or not.
Reading ReadSignedForm(ByteView form, const keys::TrustStore& trust, Timestamp now) {
  const bool compressed = !form.empty() && form.front() == kZlibMark;
  Bytes inflated;
  if (compressed) {
    Result<Bytes> bytes = encoding::InflateZlib(form, kLargestMessage);
    if (!bytes) return MalformedReading(Format::kTravelHealth, bytes.error().detail);
    inflated = std::move(*bytes);
    form = inflated;
  }
  const auto message = encoding::cose::ParseSign1(form);
  if (!message) return MalformedReading(Format::kTravelHealth, message.error().detail);
  Reading reading =
      CheckMessage(*message, ReadPayload(message->payload), {MaySign, kAlgorithms}, trust, now);
  reading.envelope.compressed = compressed;
  return reading;
}

Reading ReadSealedForm(ByteView form, const Keyring& keyring, Timestamp now) {
  std::expected<Unsealed, Authenticity> unsealed = OpenSeal(form, keyring.reader_keys, now);
  if (!unsealed) {
    Reading reading;
    reading.format = Format::kTravelHealth;
    reading.authenticity = std::move(unsealed.error());
    return reading;
  }
  Reading reading = ReadSignedForm(unsealed->content.view(), keyring.trust, now);
  reading.envelope.sealed_for = std::move(unsealed->readers);
  return reading;
}

}  // namespace

Reading ReadTravelHealth(std::string_view text, const Keyring& keyring, Timestamp now) {
  text.remove_prefix(kTravelHealthPrefix.size());
  const Result<Bytes> bytes = encoding::DecodeBase45(text);
  if (!bytes) return MalformedReading(Format::kTravelHealth, bytes.error().detail);
  if (IsSealedMessage(*bytes)) return ReadSealedForm(*bytes, keyring, now);
  return ReadSignedForm(*bytes, keyring.trust, now);
}

bool IsSealedTravelHealth(std::string_view text) {
  constexpr std::size_t kOfTwoBytes = 3;  // characters of base45
  const auto bytes =
      encoding::DecodeBase45(text.substr(kTravelHealthPrefix.size()).substr(0, kOfTwoBytes));
  return bytes && IsSealedMessage(*bytes);
}

}  // namespace clearway::certificate
