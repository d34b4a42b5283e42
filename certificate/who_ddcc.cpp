#include "certificate/who_ddcc.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "certificate/cbor_fields.h"
#include "certificate/code_systems.h"
#include "certificate/dates.h"
#include "certificate/holder_name.h"
#include "certificate/sample_time.h"

namespace clearway::certificate {
namespace {

namespace cbor = encoding::cbor;

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
  const std::string_view word = sex.code.empty() ? sex.display : sex.code;
  if (word == "male") return Sex::kMale;
  if (word == "female") return Sex::kFemale;
  return Sex::kUnspecified;
}

void ReadHolder(TextKeyedFields& fields, Holder& holder) {
  holder.name.full = fields.Text("name", Need::kRequired);
  if (!NamesSomebody(holder.name)) fields.Refuse("name", "holds no name");
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
  vaccination.dose = fields.Ordinal("dose");
  vaccination.doses = fields.Ordinal("total_doses");
  if (!vaccination.doses) vaccination.doses = fields.Ordinal("totalDoses");
  // The logical model requires it; a sample of WHO's lacks it. No rule about dates can be applied.
  vaccination.given_on = fields.Date("date").value_or(PartialDate{});
  record.disease = StatedDisease(ReadCoding(fields, "disease"), vaccine);
  record.country = CountryOf(fields);
  record.issuer = fields.Text("centre");
  record.details = std::move(vaccination);
  return record;
}

Record ReadTest(TextKeyedFields& fields) {
  Record record;
  Test test;
  const Coding type = ReadCoding(fields, "type", Need::kRequired);
  test.kind = TestKindOf(type);
  test.method = CodedFrom(type);
  const Coding result = ReadCoding(fields, "result", Need::kRequired);
  test.result = TestResultOf(result);
  if (test.result == TestResult::kUnclear) test.result_words = WordsOf(result);
  test.facility = fields.Text("centre");
  if (!ReadSampleTime(fields.Text("date", Need::kRequired), test)) {
    fields.Refuse("date", "is not a moment");
  }
  record.disease = StatedDisease(ReadCoding(fields, "pathogen"), type);
  record.country = CountryOf(fields);
  record.details = std::move(test);
  return record;
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

// Days that narrow the certificate's own.
void NarrowBeginning(TextKeyedFields& fields, std::string_view key, Certificate& certificate) {
  if (const auto from = DayIn(fields, key, std::chrono::seconds(0))) {
    certificate.not_before = std::max(certificate.not_before.value_or(*from), *from);
  }
}

void NarrowValidity(TextKeyedFields& fields, std::string_view from_key, std::string_view until_key,
                    Certificate& certificate) {
  using namespace std::chrono_literals;
  NarrowBeginning(fields, from_key, certificate);
  if (const auto until = DayIn(fields, until_key, 24h - 1s)) {
    certificate.expires_at = std::min(certificate.expires_at.value_or(*until), *until);
  }
}

std::optional<cbor::Item> PartIn(TextKeyedFields& fields, std::string_view key) {
  std::optional<cbor::Item> part = fields.Find(key);
  if (part && part->kind() != cbor::Kind::kMap) fields.Refuse(key, "is not a map");
  return part;
}

// A vaccination may count from a day on (DDCC logical model, vaccination.validFrom).
Record ReadCountingVaccination(TextKeyedFields& fields, Certificate& certificate) {
  NarrowBeginning(fields, "vaccine_valid", certificate);
  NarrowBeginning(fields, "validFrom", certificate);
  return ReadVaccination(fields);
}

Record ReadRecord(TextKeyedFields& fields, Certificate& certificate, std::string& problem) {
  const auto test = PartIn(fields, "test");
  const auto vaccination = PartIn(fields, "vaccination");
  const int records = (test ? 1 : 0) + (vaccination ? 1 : 0) + (fields.Find("vaccine") ? 1 : 0);
  if (records > 1) fields.Refuse(test ? "test" : "vaccination", "stands beside another record");
  if (test) {
    TextKeyedFields of_test(*test, "test", problem);
    return ReadTest(of_test);
  }
  if (!vaccination) return ReadCountingVaccination(fields, certificate);
  TextKeyedFields of_vaccination(*vaccination, "vaccination", problem);
  return ReadCountingVaccination(of_vaccination, certificate);
}

// An identifier is a text, or a map with it.
std::string_view IdentifierIn(TextKeyedFields& fields, std::string_view key) {
  const auto item = fields.Find(key);
  if (!item || item->kind() == cbor::Kind::kMap) return item ? item->TextAt("value") : "";
  return fields.Text(key);
}

void ReadIssue(TextKeyedFields& fields, Certificate& certificate, std::string& problem) {
  NarrowValidity(fields, "valid_from", "valid_until", certificate);
  certificate.serial = IdentifierIn(fields, "hcid");
  // Without a claim of the issuer, the authority's own identifier is all that names it.
  if (certificate.issuer.empty()) certificate.issuer = fields.Text("pha");
  const auto part = PartIn(fields, "certificate");
  if (!part) return;
  TextKeyedFields of_part(*part, "certificate", problem);
  if (certificate.serial.empty()) certificate.serial = IdentifierIn(of_part, "hcid");
  const auto period = PartIn(of_part, "period");
  if (!period) return;
  TextKeyedFields of_period(*period, "period", problem);
  NarrowValidity(of_period, "start", "end", certificate);
}

}  // namespace

void ReadWhoDdcc(const cbor::Item& content, Certificate& certificate, std::string& problem) {
  TextKeyedFields fields(content, "ddcc", problem);
  ReadHolder(fields, certificate.holder);
  certificate.records.push_back(ReadRecord(fields, certificate, problem));
  ReadIssue(fields, certificate, problem);
  certificate.records.front().id = certificate.serial;
}

}  // namespace clearway::certificate
