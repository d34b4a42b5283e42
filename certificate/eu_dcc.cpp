#include "certificate/eu_dcc.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/encoding/base45.h"
#include "base/encoding/cbor.h"
#include "base/encoding/cose.h"
#include "base/encoding/zlib_stream.h"
#include "certificate/cbor_fields.h"
#include "certificate/cwt.h"
#include "certificate/dates.h"
#include "certificate/signed_message.h"
#include "certificate/value_sets.h"

namespace clearway::certificate {
namespace {

using encoding::Bytes;
using encoding::ByteView;
using encoding::cbor::Item;
using encoding::cbor::Kind;

constexpr std::size_t kLargestMessage = 64 * 1024;  // bytes; real ones have about 1,000
constexpr std::size_t kMostRecords = 32;
constexpr std::int64_t kHcertClaim = -260;
constexpr std::int64_t kDccSubclaim = 1;
constexpr const char* kDetected = "260373001";     // SNOMED CT
constexpr const char* kNotDetected = "260415000";  // SNOMED CT

// What the records of a group have in common.
Record ReadRecord(TextKeyedFields& fields) {
  Record record;
  record.disease = CodedIn(ValueSet::kDisease, fields.Text("tg", Need::kRequired));
  record.country = fields.Text("co");
  record.issuer = fields.Text("is");
  record.id = fields.Text("ci");
  return record;
}

Vaccination ReadVaccination(TextKeyedFields& fields) {
  Vaccination vaccination;
  vaccination.vaccine = CodedIn(ValueSet::kVaccine, fields.Text("vp"));
  vaccination.product = CodedIn(ValueSet::kVaccineProduct, fields.Text("mp"));
  vaccination.manufacturer = CodedIn(ValueSet::kVaccineManufacturer, fields.Text("ma"));
  vaccination.dose = fields.Count("dn", Need::kRequired);
  vaccination.doses = fields.Count("sd", Need::kRequired);
  vaccination.given_on = fields.Date("dt", Need::kRequired).value_or(PartialDate{});
  return vaccination;
}

TestKind TestKindOf(std::string_view type) {
  if (type == "LP6464-4") return TestKind::kNucleicAcid;
  if (type == "LP217198-3") return TestKind::kAntigen;
  return TestKind::kOther;
}

TestResult TestResultOf(std::string_view code) {
  if (code == kNotDetected) return TestResult::kNegative;
  if (code == kDetected) return TestResult::kPositive;
  return TestResult::kInconclusive;
}

Test ReadTest(TextKeyedFields& fields) {
  Test test;
  const std::string type = fields.Text("tt", Need::kRequired);
  const std::string device = fields.Text("ma");
  const std::string name = fields.Text("nm");
  test.kind = TestKindOf(type);
  test.method =
      device.empty() ? CodedIn(ValueSet::kTestType, type) : CodedIn(ValueSet::kTestDevice, device);
  if (!name.empty()) test.method.name = name;
  test.result = TestResultOf(fields.Text("tr", Need::kRequired));
  test.facility = fields.Text("tc");
  const std::string sampled = fields.Text("sc", Need::kRequired);
  test.sampled_at = ParseDateTime(sampled);
  if (const auto day = ParsePartialDate(sampled)) {
    test.sampled_on = *day;
  } else if (!sampled.empty()) {
    fields.Refuse("sc", "is not a moment");
  }
  return test;
}

Recovery ReadRecovery(TextKeyedFields& fields) {
  Recovery recovery;
  recovery.first_positive = fields.Date("fr", Need::kRequired).value_or(PartialDate{});
  recovery.valid_from = fields.Date("df", Need::kRequired).value_or(PartialDate{});
  recovery.valid_until = fields.Date("du", Need::kRequired).value_or(PartialDate{});
  return recovery;
}

// One of the groups v, t, r. Null and an empty array both mean that there is none.
struct Group {
  std::string_view key;
  std::variant<Vaccination, Test, Recovery> (*read)(TextKeyedFields&);
};

constexpr std::array<Group, 3> kGroups = {{
    {"v", [](TextKeyedFields& f) -> decltype(Record::details) { return ReadVaccination(f); }},
    {"t", [](TextKeyedFields& f) -> decltype(Record::details) { return ReadTest(f); }},
    {"r", [](TextKeyedFields& f) -> decltype(Record::details) { return ReadRecovery(f); }},
}};

void ReadGroup(const Group& group, TextKeyedFields& dcc, Certificate& certificate,
               std::string& problem) {
  const auto list = dcc.Find(group.key);
  if (!list) return;
  if (list->kind() != Kind::kArray || list->size() > kMostRecords) {
    return dcc.Refuse(group.key, "is not a short array");
  }
  for (const Item& entry : list->Elements()) {
    if (entry.IsNull()) continue;
    if (entry.kind() != Kind::kMap) return dcc.Refuse(group.key, "holds something else than a map");
    TextKeyedFields fields(entry, group.key, problem);
    Record record = ReadRecord(fields);
    record.details = group.read(fields);
    certificate.records.push_back(std::move(record));
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
  if (names->kind() != Kind::kMap) return dcc.Refuse("nam", "is not a map");
  TextKeyedFields fields(*names, "nam", problem);
  Name& name = holder.name;
  name.surname = fields.Text("fn");
  name.given = fields.Text("gn");
  name.surname_icao = fields.Text("fnt");
  name.given_icao = fields.Text("gnt");
  if (name.surname.empty() && name.given.empty() && name.surname_icao.empty() &&
      name.given_icao.empty()) {
    dcc.Refuse("nam", "holds no name");
  }
}

void ReadDcc(const Item& map, Certificate& certificate, std::string& problem) {
  TextKeyedFields dcc(map, "dcc", problem);
  ReadHolder(dcc, certificate.holder, problem);
  for (const Group& group : kGroups) ReadGroup(group, dcc, certificate, problem);
  CheckOneGroup(certificate, problem);
  if (!certificate.records.empty()) certificate.serial = certificate.records.front().id;
}

// WHO's first profile has no hcert claim: its map has the fields of the DDCC core data set by name.
bool IsWhoContent(const Item& claims) {
  if (claims.Find(kHcertClaim)) {
    return !claims.Find(kHcertClaim)->Find(kDccSubclaim) && claims.Find(kHcertClaim)->size() > 0;
  }
  return claims.Find("hcid") || claims.Find("vaccine") || claims.Find("test");
}

Content ReadPayload(ByteView payload) {
  Content content;
  content.certificate.format = Format::kEuDcc;
  const auto document = encoding::cbor::Document::Parse(payload);
  if (!document) {
    content.cause = Cause::kMalformed;
    content.step = document.error().detail;
    return content;
  }
  const Item claims = document->root();
  if (IsWhoContent(claims)) {
    content.certificate.format = Format::kWhoDdcc;
    content.cause = Cause::kUnsupported;
    content.step = "WHO certificates are not verified here yet";
    return content;
  }
  std::string problem;
  ReadClaims(claims, content.certificate, problem);
  const auto hcert = claims.Find(kHcertClaim);
  const auto dcc = hcert ? hcert->Find(kDccSubclaim) : std::nullopt;
  if (dcc && dcc->kind() == Kind::kMap) {
    ReadDcc(*dcc, content.certificate, problem);
  } else if (problem.empty()) {
    problem = "it holds no EU DCC";
  }
  if (!problem.empty()) {
    content.cause = Cause::kSchema;
    content.step = std::move(problem);
  }
  return content;
}

bool MaySign(const keys::SignerUsage& usage, const Certificate& certificate) {
  return std::ranges::all_of(certificate.records, [&usage](const Record& record) {
    if (std::holds_alternative<Vaccination>(record.details)) return usage.vaccination;
    if (std::holds_alternative<Test>(record.details)) return usage.test;
    return usage.recovery;
  });
}

}  // namespace

Reading ReadEuDcc(std::string_view text, const keys::TrustStore& trust, Timestamp now) {
  text.remove_prefix(kEuDccPrefix.size());
  const Result<Bytes> compressed = encoding::DecodeBase45(text);
  if (!compressed) return MalformedReading(Format::kEuDcc, compressed.error().detail);
  const Result<Bytes> bytes = encoding::InflateZlib(*compressed, kLargestMessage);
  if (!bytes) return MalformedReading(Format::kEuDcc, bytes.error().detail);
  const auto message = encoding::cose::ParseSign1(*bytes);
  if (!message) return MalformedReading(Format::kEuDcc, message.error().detail);
  Reading reading = CheckMessage(*message, ReadPayload(message->payload), MaySign, trust, now);
  reading.envelope.compressed = true;
  return reading;
}

}  // namespace clearway::certificate
