#include <algorithm>
#include <charconv>
#include <variant>
#include <vector>

#include "base/encoding/cbor_writer.h"
#include "certificate/dates.h"
#include "certificate/issuing/issue.h"
#include "certificate/issuing/map_builder.h"
#include "certificate/travel_health_keys.h"

namespace clearway::certificate {
namespace {

using encoding::cbor::Value;
using namespace travel_health;

void AddDate(MapBuilder& map, std::int64_t key, const PartialDate& date) {
  if (const auto day = DayNumber(date)) {
    map.Add(key, Value::Integer(*day));
  } else {
    map.AddText(key, FormatPartialDate(date));
  }
}

// A code of digits is shorter as a number, unless leading zeros would be lost.
void AddCode(MapBuilder& map, std::int64_t key, const std::string& code) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
  const bool is_number = error == std::errc{} && end == code.data() + code.size() && number > 0;
  if (is_number && std::to_string(number) == code) {
    map.Add(key, Value::Integer(number));
  } else {
    map.AddText(key, code);
  }
}

Value HolderValue(const Holder& holder) {
  MapBuilder map;
  map.AddText(kSurname, holder.name.surname);
  map.AddText(kGivenNames, holder.name.given);
  map.AddText(kChineseName, holder.name.chinese);
  AddDate(map, kBirthDate, holder.birth_date.value_or(PartialDate{}));
  if (holder.sex != Sex::kUnspecified) map.AddNumber(kSex, NumberOf(kSexes, holder.sex));
  map.AddText(kNationality, holder.nationality);
  return map.Take();
}

Value DocumentValue(const TravelDocument& document) {
  MapBuilder map;
  map.AddNumber(kDocumentType, NumberOf(kDocumentTypes, document.kind));
  map.AddText(kNumber, document.number);
  map.AddText(kIssuingCountry, document.issuing_country);
  return map.Take();
}

void AddDetails(MapBuilder& map, const Vaccination& vaccination) {
  map.Add(kType, Value::Integer(kVaccinationType));
  AddCode(map, kVaccine, vaccination.vaccine.code);
  map.AddText(kProduct, vaccination.product.code);
  map.AddText(kManufacturer, vaccination.manufacturer.code);
  map.AddNumber(kDose, vaccination.dose);
  map.AddNumber(kDoses, vaccination.doses);
  AddDate(map, kGivenOn, vaccination.given_on);
}

void AddDetails(MapBuilder& map, const Test& test) {
  map.AddNumber(kType, NumberOf(kTestTypes, test.kind));
  map.AddNumber(kResult, NumberOf(kResults, test.result));
  map.AddMoment(kSampledAt, test.sampled_at);
  if (!test.sampled_at) AddDate(map, kSampledOn, test.sampled_on);
  map.AddText(kFacility, test.facility);
  map.AddText(kMethod, test.method.name);
}

// The profile has no records of recovery: without a type, the result is refused when read back.
void AddDetails(MapBuilder&, const Recovery&) {}

Value LegValue(const Leg& leg) {
  MapBuilder map;
  map.AddText(kLegFrom, leg.from);
  map.AddText(kLegTo, leg.to);
  AddDate(map, kLegDay, leg.day);
  map.AddText(kLegService, leg.service);
  return map.Take();
}

Value TestValue(const DeclaredTest& test) {
  MapBuilder map;
  map.AddNumber(kType, NumberOf(kTestTypes, test.kind));
  map.AddNumber(kResult, NumberOf(kResults, test.result));
  AddDate(map, kSampledOn, test.sampled_on);
  return map.Take();
}

template <typename Element>
Value ListValue(const std::vector<Element>& elements, Value (*value)(const Element& element)) {
  std::vector<Value> values;
  values.reserve(elements.size());
  for (const Element& element : elements) values.push_back(value(element));
  return Value::Array(values);
}

void AddDetails(MapBuilder& map, const Declaration& declaration) {
  map.Add(kType, Value::Integer(kDeclarationType));
  map.AddNumber(kStatus, NumberOf(kStatuses, declaration.status));
  map.AddNumber(kDeclarer, NumberOf(kDeclarers, declaration.declarer));
  map.AddText(kDeclarerName, declaration.declarer_name);
  map.Add(kItinerary, ListValue(declaration.itinerary, &LegValue));
  map.AddText(kEntryPoint, declaration.entry_point);
  map.AddText(kResidence, declaration.residence);
  if (!declaration.tests.empty()) {
    map.Add(kDeclaredTests, ListValue(declaration.tests, &TestValue));
  }
  map.AddNumber(kDeclaredDoses, declaration.doses);
  AddDate(map, kLastDose, declaration.last_dose);
  map.AddNumber(kDiagnosis, NumberOf(kDiagnoses, declaration.diagnosis));
  AddDate(map, kDiagnosedOn, declaration.diagnosed_on);
  map.AddText(kMission, declaration.mission);
  map.AddText(kReplaces, declaration.replaces);
}

Value RecordValue(const Record& record) {
  MapBuilder map;
  AddCode(map, kDisease, record.disease.code);
  map.AddText(kCountry, record.country);
  map.AddText(kIssuer, record.issuer);
  map.AddText(kRecordId, record.id);
  std::visit([&map](const auto& details) { AddDetails(map, details); }, record.details);
  return map.Take();
}

Value ContentValue(const Certificate& certificate) {
  MapBuilder map;
  map.Add(kHolder, HolderValue(certificate.holder));
  if (certificate.document) map.Add(kDocument, DocumentValue(*certificate.document));
  std::vector<Value> records;
  records.reserve(certificate.records.size());
  for (const Record& record : certificate.records) records.push_back(RecordValue(record));
  map.Add(kRecords, Value::Array(records));
  map.AddText(kSerial, certificate.serial);
  return map.Take();
}

}  // namespace

encoding::Bytes TravelHealthPayload(const Certificate& certificate) {
  MapBuilder claims;
  AddClaims(claims, certificate);
  claims.Add(kContentClaim, ContentValue(certificate));
  return claims.Take().encoded();
}

}  // namespace clearway::certificate
