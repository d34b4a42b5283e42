#include "certificate/rules/rule_input.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/encoding/base64.h"
#include "certificate/code_systems.h"
#include "certificate/country_codes.h"
#include "certificate/dates.h"

namespace clearway::rules {
namespace {

using certificate::Certificate;
using certificate::Declaration;
using certificate::DeclarationStatus;
using certificate::DiagnosisHistory;
using certificate::FormatPartialDate;
using certificate::Recovery;
using certificate::Test;
using certificate::TestKind;
using certificate::TestResult;
using certificate::Vaccination;
using certlogic::Value;

bool IsAntibody(TestKind kind) {
  return kind == TestKind::kAntibodyIgG || kind == TestKind::kAntibodyIgM;
}

// In LOINC, as the EU's certificates name them. Empty: it has none for this kind.
const char* TypeCodeOf(TestKind kind) {
  if (kind == TestKind::kNucleicAcid) return "LP6464-4";
  return kind == TestKind::kAntigen ? "LP217198-3" : "";
}

std::string TypeCodeOf(const Test& test) {
  if (!test.type_code.empty()) return test.type_code;
  const std::string code = TypeCodeOf(test.kind);
  return code.empty() ? test.method.code : code;
}

// In SNOMED CT: not detected, detected, inconclusive. Empty: unclear.
const char* ResultCodeOf(TestResult result) {
  switch (result) {
    case TestResult::kNegative:
      return "260415000";
    case TestResult::kPositive:
      return "260373001";
    case TestResult::kInconclusive:
      return "419984006";
    case TestResult::kUnclear:
      break;
  }
  return "";
}

// Empty where the day is not known. CertLogic would take a month or a year for its last day, which
// is right for births, and would add to how long anything else counts.
std::string WholeDay(const certificate::PartialDate& date) {
  return date.day ? FormatPartialDate(date) : std::string();
}

std::string SampledAt(const Test& test) {
  return test.sampled_at ? FormatTimestamp(*test.sampled_at) : WholeDay(test.sampled_on);
}

// An EU DCC has its own code, which rules can compare.
bool IsUnclear(const certificate::Record& record, certificate::Format format) {
  const Test* test = std::get_if<Test>(&record.details);
  return test != nullptr && test->result == TestResult::kUnclear &&
         format != certificate::Format::kEuDcc;
}

Subject SubjectOf(const certificate::Record& record) {
  if (std::holds_alternative<Vaccination>(record.details)) return Subject::kVaccination;
  if (std::holds_alternative<Recovery>(record.details)) return Subject::kRecovery;
  const Test* test = std::get_if<Test>(&record.details);
  if (test == nullptr) return Subject::kDeclaration;
  if (IsAntibody(test->kind)) return Subject::kAntibody;
  return test->kind == TestKind::kOther ? Subject::kGeneral : Subject::kTest;
}

const char* KindOf(certificate::DocumentKind kind) {
  switch (kind) {
    case certificate::DocumentKind::kOrdinaryPassport:
      return "ordinary-passport";
    case certificate::DocumentKind::kDiplomaticPassport:
      return "diplomatic-passport";
    case certificate::DocumentKind::kServicePassport:
      return "service-passport";
    case certificate::DocumentKind::kPublicAffairsPassport:
      return "public-affairs-passport";
    case certificate::DocumentKind::kTravelDocument:
      return "travel-document";
    case certificate::DocumentKind::kForeignPassport:
      return "foreign-passport";
    case certificate::DocumentKind::kOther:
      break;
  }
  return "other";
}

// Words, as `clearway issue` takes them.
const char* WordOf(DeclarationStatus status) {
  switch (status) {
    case DeclarationStatus::kSubmitted:
      return "submitted";
    case DeclarationStatus::kMoreNeeded:
      return "more-needed";
    case DeclarationStatus::kGreen:
      return "green";
    case DeclarationStatus::kCancelled:
      break;
  }
  return "cancelled";
}

const char* WordOf(DiagnosisHistory history) {
  switch (history) {
    case DiagnosisHistory::kNever:
      return "never";
    case DiagnosisHistory::kRecovered:
      return "recovered";
    case DiagnosisHistory::kPresent:
      break;
  }
  return "present";
}

}  // namespace

RuleInput::RuleInput(const certificate::Reading& reading, const Certificate& certificate,
                     std::span<const certificate::Record> records, const Journey& journey,
                     const RuleSet& rules, Timestamp now)
    : format_(reading.format) {
  if (!records.empty()) {
    subject_ = IsUnclear(records.front(), format_) ? Subject::kGeneral : SubjectOf(records.front());
    disease_ = DiseaseOf(records.front());
  }
  const Value payload = PayloadOf(certificate, records);
  const Value external = External(reading, certificate, journey, rules, now);
  (void)Object({{"payload", payload}, {"external", external}});
}

Value RuleInput::Text(std::string text) {
  return std::string_view(texts_.emplace_back(std::move(text)));
}

Value RuleInput::Array(std::vector<Value> elements) {
  const certlogic::Extent extent = certlogic::ExtentAround(elements);
  return &std::as_const(lists_.emplace_back(certlogic::List{std::move(elements), extent}));
}

Value RuleInput::Object(Members members) {
  std::vector<Value> values;
  values.reserve(members.size());
  for (const auto& [key, value] : members) values.push_back(value);
  const certlogic::Extent extent = certlogic::ExtentAround(values);
  return &std::as_const(records_.emplace_back(certlogic::Record{std::move(members), extent}));
}

// What the certificate does not say is left out, as its issuer would have done.
void RuleInput::Put(Members& members, std::string_view key, std::string text) {
  if (!text.empty()) members.emplace_back(key, Text(std::move(text)));
}

// ICAO's proof of testing has no place for a disease: it was made for COVID-19.
std::string RuleInput::DiseaseOf(const certificate::Record& record) const {
  const bool is_covid19 = format_ == certificate::Format::kVdsNc && record.disease.code.empty() &&
                          SubjectOf(record) == Subject::kTest;
  return is_covid19 ? std::string(certificate::kCovid19) : record.disease.code;
}

RuleInput::Members RuleInput::CommonOf(const certificate::Record& record) {
  Members members;
  Put(members, "tg", DiseaseOf(record));
  Put(members, "co", record.country);
  Put(members, "is", record.issuer);
  Put(members, "ci", record.id);
  return members;
}

Value RuleInput::Entry(const certificate::Record& record, const Vaccination& vaccination) {
  Members members = CommonOf(record);
  Put(members, "vp", vaccination.vaccine.code);
  Put(members, "mp", vaccination.product.code);
  Put(members, "ma", vaccination.manufacturer.code);
  if (vaccination.dose) members.emplace_back("dn", static_cast<double>(*vaccination.dose));
  if (vaccination.doses) members.emplace_back("sd", static_cast<double>(*vaccination.doses));
  Put(members, "dt", WholeDay(vaccination.given_on));
  return Object(std::move(members));
}

Value RuleInput::Entry(const certificate::Record& record, const Test& test) {
  Members members = CommonOf(record);
  PutKind(members, test.kind, TypeCodeOf(test));
  const bool names_itself = format_ == certificate::Format::kEuDcc;
  Put(members, "nm", names_itself ? test.test_name : test.method.name);
  Put(members, "ma", test.device_code);
  Put(members, "sc", SampledAt(test));
  const bool says_itself = names_itself && test.result == TestResult::kUnclear;
  Put(members, "tr", says_itself ? test.result_words : ResultCodeOf(test.result));
  Put(members, "tc", test.facility);
  return Object(std::move(members));
}

Value RuleInput::Entry(const certificate::Record& record, const Recovery& recovery) {
  Members members = CommonOf(record);
  Put(members, "fr", WholeDay(recovery.first_positive));
  Put(members, "df", WholeDay(recovery.valid_from));
  Put(members, "du", WholeDay(recovery.valid_until));
  return Object(std::move(members));
}

// Antibodies go by their class.
void RuleInput::PutKind(Members& members, TestKind kind, std::string type_code) {
  if (IsAntibody(kind)) {
    Put(members, "class", kind == TestKind::kAntibodyIgG ? "IgG" : "IgM");
  } else {
    Put(members, "tt", std::move(type_code));
  }
}

Value RuleInput::Declared(const certificate::Leg& leg) {
  Members members;
  Put(members, "from", leg.from);
  Put(members, "to", leg.to);
  Put(members, "day", WholeDay(leg.day));
  Put(members, "service", leg.service);
  return Object(std::move(members));
}

Value RuleInput::Declared(const certificate::DeclaredTest& test) {
  Members members;
  PutKind(members, test.kind, TypeCodeOf(test.kind));
  Put(members, "sc", WholeDay(test.sampled_on));
  Put(members, "tr", ResultCodeOf(test.result));
  return Object(std::move(members));
}

Value RuleInput::Entry(const certificate::Record& record, const Declaration& declaration) {
  std::vector<Value> legs;
  legs.reserve(declaration.itinerary.size());
  for (const certificate::Leg& leg : declaration.itinerary) legs.push_back(Declared(leg));
  std::vector<Value> tests;
  tests.reserve(declaration.tests.size());
  for (const certificate::DeclaredTest& test : declaration.tests) tests.push_back(Declared(test));
  Members members = CommonOf(record);
  Put(members, "status", WordOf(declaration.status));
  Put(members, "mission", declaration.mission);
  Put(members, "entryPoint", declaration.entry_point);
  Put(members, "residence", declaration.residence);
  members.emplace_back("itinerary", Array(std::move(legs)));
  members.emplace_back("tests", Array(std::move(tests)));
  members.emplace_back("doses", static_cast<double>(declaration.doses));
  Put(members, "lastDose", WholeDay(declaration.last_dose));
  Put(members, "diagnosis", WordOf(declaration.diagnosis));
  Put(members, "diagnosedOn", WholeDay(declaration.diagnosed_on));
  return Object(std::move(members));
}

Value RuleInput::NamesOf(const certificate::Name& name) {
  Members members;
  Put(members, "fn", name.surname.empty() ? name.full : name.surname);
  Put(members, "gn", name.given);
  Put(members, "fnt", name.surname_icao);
  Put(members, "gnt", name.given_icao);
  return Object(std::move(members));
}

Value RuleInput::OwnMembersOf(const Certificate& certificate, std::vector<Value> antibodies,
                              std::vector<Value> declarations) {
  Members members;
  Put(members, "format", certificate::ToString(certificate.format));
  Put(members, "nationality", certificate.holder.nationality);
  if (!antibodies.empty()) members.emplace_back("antibodies", Array(std::move(antibodies)));
  if (!declarations.empty()) members.emplace_back("declarations", Array(std::move(declarations)));
  if (certificate.document) {
    Members document;
    Put(document, "kind", KindOf(certificate.document->kind));
    Put(document, "country", certificate.document->issuing_country);
    members.emplace_back("document", Object(std::move(document)));
  }
  return Object(std::move(members));
}

Value RuleInput::PayloadOf(const Certificate& certificate,
                           std::span<const certificate::Record> records) {
  std::vector<Value> vaccinations;
  std::vector<Value> tests;
  std::vector<Value> recoveries;
  std::vector<Value> antibodies;
  std::vector<Value> declarations;
  for (const certificate::Record& record : records) {
    if (const auto* vaccination = std::get_if<Vaccination>(&record.details)) {
      vaccinations.push_back(Entry(record, *vaccination));
    } else if (const auto* test = std::get_if<Test>(&record.details)) {
      (IsAntibody(test->kind) ? antibodies : tests).push_back(Entry(record, *test));
    } else if (const auto* recovery = std::get_if<Recovery>(&record.details)) {
      recoveries.push_back(Entry(record, *recovery));
    } else if (const auto* declaration = std::get_if<Declaration>(&record.details)) {
      declarations.push_back(Entry(record, *declaration));
    }
  }
  Members members;
  members.emplace_back("nam", NamesOf(certificate.holder.name));
  members.emplace_back(
      "dob",
      Text(FormatPartialDate(certificate.holder.birth_date.value_or(certificate::PartialDate{}))));
  if (!vaccinations.empty()) members.emplace_back("v", Array(std::move(vaccinations)));
  if (!tests.empty()) members.emplace_back("t", Array(std::move(tests)));
  if (!recoveries.empty()) members.emplace_back("r", Array(std::move(recoveries)));
  members.emplace_back("clearway",
                       OwnMembersOf(certificate, std::move(antibodies), std::move(declarations)));
  return Object(std::move(members));
}

Value RuleInput::External(const certificate::Reading& reading, const Certificate& certificate,
                          const Journey& journey, const RuleSet& rules, Timestamp now) {
  Members members;
  Put(members, "validationClock", FormatTimestamp(now));
  members.emplace_back("valueSets", rules.value_sets());
  Put(members, "countryCode", journey.destination);
  if (certificate.expires_at) Put(members, "exp", FormatTimestamp(*certificate.expires_at));
  if (certificate.issued_at) Put(members, "iat", FormatTimestamp(*certificate.issued_at));
  if (const auto issuers = IssuersOf(reading); !issuers.empty()) {
    Put(members, "issuerCountryCode", issuers.front());
  }
  Put(members, "kid", encoding::EncodeBase64(reading.envelope.key_id));
  Put(members, "region", journey.region);
  Put(members, "origin", certificate::TwoLetters(journey.origin));
  Put(members, "post", journey.post);
  return Object(std::move(members));
}

std::vector<std::string> IssuersOf(const certificate::Reading& reading) {
  std::vector<std::string> issuers;
  if (reading.signed_by && !reading.signed_by->country.empty()) {
    issuers.push_back(reading.signed_by->country);
  }
  if (reading.certificate && !reading.certificate->issuer.empty()) {
    issuers.push_back(reading.certificate->issuer);
  }
  return issuers;
}

std::vector<RuleInput> InputsOf(const certificate::Reading& reading, const Journey& journey,
                                const RuleSet& rules, Timestamp now) {
  std::vector<RuleInput> inputs;
  if (!reading.certificate) return inputs;
  const auto add = [&](std::span<const certificate::Record> records) {
    inputs.emplace_back(reading, *reading.certificate, records, journey, rules, now);
  };
  std::vector<certificate::Record> records = reading.certificate->records;
  if (records.empty()) add({});
  for (std::size_t first = 0; first < records.size(); ++first) {
    if (reading.format != certificate::Format::kEuDcc) {
      add(std::span(records).subspan(first, 1));
    } else {
      add(records);
      std::ranges::rotate(records, records.begin() + 1);
    }
  }
  return inputs;
}

}  // namespace clearway::rules
