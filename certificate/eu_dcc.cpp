#include "certificate/eu_dcc.h"

#include <algorithm>
#include <array>
#include <string>
#include <variant>
#include <vector>

#include "certificate/cbor_fields.h"
#include "certificate/code_systems.h"
#include "certificate/dates.h"
#include "certificate/holder_name.h"
#include "certificate/sample_time.h"
#include "certificate/value_sets.h"

namespace clearway::certificate {
namespace {

namespace cbor = encoding::cbor;

constexpr std::size_t kMostRecords = 32;

// What the records of a group have in common.
void ReadCommon(TextKeyedFields& fields, Record& record) {
  record.disease = CodedIn(ValueSet::kDisease, fields.Text("tg", Need::kRequired));
  record.country = fields.Text("co");
  record.issuer = fields.Text("is");
  record.id = fields.Text("ci");
}

void ReadVaccination(TextKeyedFields& fields, Record& record) {
  auto& vaccination = record.details.emplace<Vaccination>();
  vaccination.vaccine = CodedIn(ValueSet::kVaccine, fields.Text("vp"));
  vaccination.product = CodedIn(ValueSet::kVaccineProduct, fields.Text("mp"));
  vaccination.manufacturer = CodedIn(ValueSet::kVaccineManufacturer, fields.Text("ma"));
  vaccination.dose = fields.Ordinal("dn", Need::kRequired);
  vaccination.doses = fields.Ordinal("sd", Need::kRequired);
  vaccination.given_on = fields.Date("dt", Need::kRequired).value_or(PartialDate{});
}

void ReadTest(TextKeyedFields& fields, Record& record) {
  auto& test = record.details.emplace<Test>();
  const std::string_view type = fields.Text("tt", Need::kRequired);
  const std::string_view device = fields.Text("ma");
  const std::string_view name = fields.Text("nm");
  test.kind = TestKindOf(type);
  test.type_code = type;
  test.device_code = device;
  test.method =
      device.empty() ? CodedIn(ValueSet::kTestType, type) : CodedIn(ValueSet::kTestDevice, device);
  test.test_name = name;
  if (!name.empty()) test.method.name = name;
  // Empty is as good as a code that nobody knows: no result that would say anything.
  if (fields.Find("tr", Need::kRequired)) {
    const std::string_view code = fields.Text("tr");
    test.result = TestResultOf(code);
    if (test.result == TestResult::kUnclear) test.result_words = code;
  }
  test.facility = fields.Text("tc");
  const std::string_view sampled = fields.Text("sc", Need::kRequired);
  if (!ReadSampleTime(sampled, test)) fields.Refuse("sc", "is not a moment");
}

void ReadRecovery(TextKeyedFields& fields, Record& record) {
  auto& recovery = record.details.emplace<Recovery>();
  recovery.first_positive = fields.Date("fr", Need::kRequired).value_or(PartialDate{});
  recovery.valid_from = fields.Date("df", Need::kRequired).value_or(PartialDate{});
  recovery.valid_until = fields.Date("du", Need::kRequired).value_or(PartialDate{});
}

// One of the groups v, t, r. Null and an empty array both mean that there is none.
struct Group {
  std::string_view key;
  void (*read)(TextKeyedFields& fields, Record& record);
};

constexpr std::array<Group, 3> kGroups = {{
    {"v", ReadVaccination},
    {"t", ReadTest},
    {"r", ReadRecovery},
}};

void ReadGroup(const Group& group, TextKeyedFields& dcc, Certificate& certificate,
               std::string& problem) {
  const auto list = dcc.Find(group.key);
  if (!list) return;
  if (list->kind() != cbor::Kind::kArray || list->size() > kMostRecords) {
    return dcc.Refuse(group.key, "is not a short array");
  }
  for (const cbor::Item& entry : list->Elements()) {
    if (entry.IsNull()) continue;
    if (entry.kind() != cbor::Kind::kMap)
      return dcc.Refuse(group.key, "holds something else than a map");
    TextKeyedFields fields(entry, group.key, problem);
    Record& record = certificate.records.emplace_back();
    ReadCommon(fields, record);
    group.read(fields, record);
  }
}

// Exactly one kind of record is what schema version 1.3.0 allows.
void CheckOneGroup(const Certificate& certificate, std::string& problem) {
  if (!problem.empty()) return;
  const std::vector<Record>& records = certificate.records;
  if (records.empty()) problem = "it holds no record";
  const auto differs = [&records](const Record& record) {
    return record.details.index() != records.front().details.index();
  };
  if (std::ranges::any_of(records, differs)) problem = "it holds records of more than one kind";
}

void ReadHolder(TextKeyedFields& dcc, Holder& holder, std::string& problem) {
  holder.birth_date = dcc.Date("dob");
  const auto names = dcc.Find("nam", Need::kRequired);
  if (!names) return;
  if (names->kind() != cbor::Kind::kMap) return dcc.Refuse("nam", "is not a map");
  TextKeyedFields fields(*names, "nam", problem);
  Name& name = holder.name;
  name.surname = fields.Text("fn");
  name.given = fields.Text("gn");
  name.surname_icao = fields.Text("fnt");
  name.given_icao = fields.Text("gnt");
  if (!NamesSomebody(name)) dcc.Refuse("nam", "holds no name");
}

}  // namespace

void ReadEuDcc(const cbor::Item& map, Certificate& certificate, std::string& problem) {
  TextKeyedFields dcc(map, "dcc", problem);
  ReadHolder(dcc, certificate.holder, problem);
  for (const Group& group : kGroups) ReadGroup(group, dcc, certificate, problem);
  CheckOneGroup(certificate, problem);
  if (!certificate.records.empty()) certificate.serial = certificate.records.front().id;
}

}  // namespace clearway::certificate
