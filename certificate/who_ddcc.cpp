#include "certificate/who_ddcc.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "certificate/cbor_fields.h"
#include "certificate/code_systems.h"
#include "certificate/dates.h"

namespace clearway::certificate {
namespace {

using encoding::cbor::Item;
using encoding::cbor::Kind;

// A coded field is a map of system, code and display, or the issuer's plain words.
Coding ReadCoding(TextKeyedFields& fields, std::string_view key, Need need = Need::kOptional) {
  const auto item = fields.Find(key, need);
  if (!item) return {};
  if (const auto words = item->AsText()) return {.system = {}, .code = {}, .display = *words};
  Coding coding{.system = item->TextAt("system"),
                .code = item->TextAt("code"),
                .display = item->TextAt("display")};
  if (coding.code.empty() && coding.display.empty()) fields.Refuse(key, "is not a code");
  return coding;
}

std::string CountryOf(TextKeyedFields& fields) {
  const Coding country = ReadCoding(fields, "country");
  return std::string(country.code.empty() ? country.display : country.code);
}

Sex SexOf(const Coding& sex) {
  if (sex.code == "male") return Sex::kMale;
  if (sex.code == "female") return Sex::kFemale;
  return Sex::kUnspecified;
}

void ReadHolder(TextKeyedFields& fields, Holder& holder) {
  holder.name.full = fields.Text("name", Need::kRequired);
  holder.birth_date = fields.Date("birthDate");
  holder.sex = SexOf(ReadCoding(fields, "sex"));
}

Record ReadVaccination(TextKeyedFields& fields) {
  Record record;
  Vaccination vaccination;
  const Coding vaccine = ReadCoding(fields, "vaccine", Need::kRequired);
  vaccination.vaccine = CodedFrom(vaccine);
  vaccination.product = CodedFrom(ReadCoding(fields, "brand"));
  vaccination.manufacturer = CodedFrom(ReadCoding(fields, "manufacturer"));
  vaccination.dose = fields.Count("dose");
  vaccination.doses = fields.Count("total_doses");
  vaccination.given_on = fields.Date("date").value_or(PartialDate{});
  const Coding disease = ReadCoding(fields, "disease");
  record.disease = DiseaseOf(disease.code.empty() ? vaccine : disease);
  if (record.disease.code.empty()) record.disease = CodedFrom(disease);
  record.country = CountryOf(fields);
  record.issuer = fields.Text("centre");
  record.details = std::move(vaccination);
  return record;
}

Record ReadTest(TextKeyedFields& fields) {
  Record record;
  Test test;
  const Coding type = ReadCoding(fields, "type", Need::kRequired);
  test.kind = TestKindOf(type.code);
  test.method = CodedFrom(type);
  test.result = TestResultOf(ReadCoding(fields, "result", Need::kRequired).code);
  test.facility = fields.Text("centre");
  const std::string_view sampled = fields.Text("date", Need::kRequired);
  test.sampled_at = ParseDateTime(sampled);
  if (const auto day = ParsePartialDate(sampled)) {
    test.sampled_on = *day;
  } else {
    fields.Refuse("date", "is not a moment");
  }
  const Coding pathogen = ReadCoding(fields, "pathogen");
  record.disease = DiseaseOf(pathogen.code.empty() ? type : pathogen);
  if (record.disease.code.empty()) record.disease = CodedFrom(pathogen);
  record.country = CountryOf(fields);
  record.details = std::move(test);
  return record;
}

Record ReadRecord(const Item& content, TextKeyedFields& fields, std::string& problem) {
  const auto test = content.Find("test");
  if (!test || test->IsNull()) return ReadVaccination(fields);
  if (test->kind() != Kind::kMap) fields.Refuse("test", "is not a map");
  TextKeyedFields of_test(*test, "test", problem);
  return ReadTest(of_test);
}

// The first or last second of the day that a field names; nullopt where it names none.
std::optional<Timestamp> DayIn(TextKeyedFields& fields, std::string_view key,
                               std::chrono::seconds into_day) {
  const std::string_view text = fields.Text(key);
  if (text.empty()) return std::nullopt;
  if (const auto moment = ParseDateTime(text)) return moment;
  const auto date = ParsePartialDate(text);
  const auto day = date ? DayNumber(*date) : std::nullopt;
  if (!day) {
    fields.Refuse(key, "is not a day");
    return std::nullopt;
  }
  return std::chrono::sys_days(std::chrono::days(*day)) + into_day;
}

void ReadValidity(TextKeyedFields& fields, Certificate& certificate) {
  using namespace std::chrono_literals;
  if (const auto from = DayIn(fields, "valid_from", 0s)) {
    certificate.not_before = std::max(certificate.not_before.value_or(*from), *from);
  }
  if (const auto until = DayIn(fields, "valid_until", 24h - 1s)) {
    certificate.expires_at = std::min(certificate.expires_at.value_or(*until), *until);
  }
}

}  // namespace

void ReadWhoDdcc(const Item& content, Certificate& certificate, std::string& problem) {
  TextKeyedFields fields(content, "ddcc", problem);
  ReadHolder(fields, certificate.holder);
  certificate.records.push_back(ReadRecord(content, fields, problem));
  ReadValidity(fields, certificate);
  certificate.serial = fields.Text("hcid");
  certificate.records.front().id = certificate.serial;
  // Without a claim of the issuer, the authority's own identifier is all that names it.
  if (certificate.issuer.empty()) certificate.issuer = fields.Text("pha");
}

}  // namespace clearway::certificate
