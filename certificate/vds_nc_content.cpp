#include "certificate/vds_nc_content.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "certificate/code_systems.h"
#include "certificate/dates.h"
#include "certificate/holder_name.h"
#include "certificate/json_fields.h"
#include "certificate/sample_time.h"

namespace clearway::certificate {
namespace {

using encoding::json::Item;
using encoding::json::Kind;

constexpr std::size_t kMostRecords = 32;
constexpr unsigned kVersion = 1;
constexpr std::string_view kIcd11 = "http://id.who.int/icd11/mms";

// The name as on the travel document: two spaces part the primary identifier from the secondary,
// where the issuer keeps to that (Doc 9303-3 section 3.4).
Name NameFrom(std::string_view text) {
  constexpr std::string_view kBoundary = "  ";
  Name name;
  const std::size_t boundary = text.find(kBoundary);
  if (boundary == std::string_view::npos || boundary == 0) {
    name.full = text;
    return name;
  }
  name.surname = text.substr(0, boundary);
  const std::size_t given = text.find_first_not_of(' ', boundary);
  if (given != std::string_view::npos) name.given = text.substr(given);
  return name;
}

DocumentKind DocumentKindOf(std::string_view type) {
  return type.starts_with('P') ? DocumentKind::kForeignPassport : DocumentKind::kOther;
}

// Doc 9303-3 writes XX for a month or a day that nobody knows; Australia's issuing library does so
// in seals, too.
std::string_view WithoutUnknownParts(std::string_view date) {
  if (date == "XXXX-XX-XX") return {};
  const bool is_whole = date.size() == std::string_view("1990-XX-XX").size();
  while (is_whole && date.ends_with("-XX")) date.remove_suffix(3);
  return date;
}

std::optional<PartialDate> ReadBirthDate(JsonFields& fields) {
  const std::string_view text = fields.Text("dob");
  if (text.empty()) return std::nullopt;
  std::optional<PartialDate> date = ParsePartialDate(WithoutUnknownParts(text));
  if (!date) fields.Refuse("dob", "is not a date");
  return date;
}

void ReadPerson(JsonFields& message, Certificate& certificate, std::string& problem) {
  const auto item = message.Find("pid", Need::kRequired);
  if (!item) return;
  JsonFields fields(*item, "pid", problem);
  Holder& holder = certificate.holder;
  holder.name = NameFrom(fields.Text("n", Need::kRequired));
  if (!NamesSomebody(holder.name)) fields.Refuse("n", "holds no name");
  holder.birth_date = ReadBirthDate(fields);
  const std::string_view sex = fields.Text("sex");
  if (sex == "M") holder.sex = Sex::kMale;
  if (sex == "F") holder.sex = Sex::kFemale;
  std::string_view number = fields.Text("dn");
  if (number.empty()) number = fields.Text("i");
  if (number.empty()) return;
  certificate.document = TravelDocument{.kind = DocumentKindOf(fields.Text("dt")),
                                        .number = std::string(number),
                                        .issuing_country = {}};
}

// The number of a dose: a number, or as some issuers write it, a text of its digits; an empty one
// says nothing.
std::optional<unsigned> DoseNumber(JsonFields& fields) {
  const auto item = fields.Find("seq");
  const auto text = item ? item->AsText() : std::nullopt;
  if (!text) return fields.Ordinal("seq");
  if (text->empty()) return std::nullopt;
  std::uint8_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error == std::errc() && end == text->data() + text->size() && number > 0) return number;
  fields.Refuse("seq", "is not a number from 1 to 255");
  return std::nullopt;
}

// One dose of a vaccination event, which says what all its doses have in common.
Record ReadDose(const Item& event, const Item& dose, std::string& problem) {
  JsonFields of_event(event, "ve", problem);
  JsonFields fields(dose, "vd", problem);
  const std::string_view vaccine = of_event.Text("des", Need::kRequired);
  const std::string_view disease = of_event.Text("dis");
  Vaccination vaccination;
  vaccination.vaccine = CodedFrom({kIcd11, vaccine, {}});
  vaccination.product.name = of_event.Text("nam");
  vaccination.dose = DoseNumber(fields);
  vaccination.given_on = fields.Date("dvc", Need::kRequired).value_or(PartialDate{});
  if (!vaccination.given_on.year) fields.Refuse("dvc", "is not a date");
  Record record;
  record.disease = StatedDisease({kIcd11, disease, {}}, {kIcd11, vaccine, {}});
  record.country = fields.Text("ctr");
  record.issuer = fields.Text("adm");
  record.details = std::move(vaccination);
  return record;
}

std::vector<Item> ShortArray(JsonFields& fields, std::string_view key) {
  const auto array = fields.Find(key, Need::kRequired);
  if (!array) return {};
  if (array->kind() != Kind::kArray || array->size() == 0 || array->size() > kMostRecords) {
    fields.Refuse(key, "is not an array of 1 to 32 entries");
    return {};
  }
  return array->Elements();
}

void ReadVaccinations(JsonFields& message, Certificate& certificate, std::string& problem) {
  certificate.serial = message.Text("uvci");
  for (const Item& event : ShortArray(message, "ve")) {
    JsonFields fields(event, "ve", problem);
    for (const Item& dose : ShortArray(fields, "vd")) {
      if (certificate.records.size() == kMostRecords) return fields.Refuse("vd", "are too many");
      certificate.records.push_back(ReadDose(event, dose, problem));
    }
  }
}

TestKind TestKindFrom(std::string_view words) {
  if (words.starts_with("molecular")) return TestKind::kNucleicAcid;
  if (words.starts_with("antigen")) return TestKind::kAntigen;
  return TestKind::kOther;
}

void ReadResult(JsonFields& message, Test& test, std::string& problem) {
  if (const auto item = message.Find("tr", Need::kRequired)) {
    JsonFields fields(*item, "tr", problem);
    test.method.name = fields.Text("tc", Need::kRequired);
    test.kind = TestKindFrom(test.method.name);
    const std::string_view result = fields.Text("r", Need::kRequired);
    test.result = TestResultIn(result);
    if (test.result == TestResult::kUnclear) test.result_words = result;
  }
  if (const auto item = message.Find("dat", Need::kRequired)) {
    JsonFields fields(*item, "dat", problem);
    if (!ReadSampleTime(fields.Text("sc", Need::kRequired), test)) {
      fields.Refuse("sc", "is not a moment");
    }
  }
}

void ReadTest(JsonFields& message, Certificate& certificate, std::string& problem) {
  certificate.serial = message.Text("utci");
  Record record;
  Test test;
  ReadResult(message, test, problem);
  if (const auto item = message.Find("sp")) {
    JsonFields fields(*item, "sp", problem);
    test.facility = fields.Text("spn");
    record.country = fields.Text("ctr");
  }
  record.details = std::move(test);
  certificate.records.push_back(std::move(record));
}

}  // namespace

void ReadVdsNcData(const Item& data, Certificate& certificate, std::string& problem) {
  JsonFields fields(data, "data", problem);
  const auto header_item = fields.Find("hdr", Need::kRequired);
  const auto message_item = fields.Find("msg", Need::kRequired);
  if (!header_item || !message_item) return;
  JsonFields header(*header_item, "hdr", problem);
  JsonFields message(*message_item, "msg", problem);
  certificate.issuer = header.Text("is", Need::kRequired);
  if (header.Count("v", Need::kRequired) != kVersion) header.Refuse("v", "is of no known version");
  ReadPerson(message, certificate, problem);
  const std::string_view type = header.Text("t", Need::kRequired);
  if (type == "icao.vacc") {
    ReadVaccinations(message, certificate, problem);
  } else if (type == "icao.test") {
    ReadTest(message, certificate, problem);
  } else {
    header.Refuse("t", "is of no known type");
  }
  for (Record& record : certificate.records) record.id = certificate.serial;
}

}  // namespace clearway::certificate
