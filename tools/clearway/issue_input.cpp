#include "tools/clearway/issue_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding/json.h"
#include "certificate/country_codes.h"
#include "certificate/dates.h"
#include "certificate/value_sets.h"
#include "keys/revocation_scope.h"

namespace clearway::tools {
namespace {

using namespace certificate;
using nlohmann::json;

// Leaves this file as a Result only.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// "-40d" and "+12h" as seconds, up to a hundred years either way.
std::optional<std::chrono::seconds> ParseOffset(std::string_view text) {
  constexpr std::chrono::hours kMost{100 * 366 * 24};
  if (text.size() < 3 || (text[0] != '-' && text[0] != '+')) return std::nullopt;
  if (text.back() != 'd' && text.back() != 'h') return std::nullopt;
  unsigned count = 0;
  const char* const end = text.data() + text.size() - 1;
  const auto [at, error] = std::from_chars(text.data() + 1, end, count);
  if (error != std::errc{} || at != end) return std::nullopt;
  const std::chrono::hours offset(std::int64_t{count} * (text.back() == 'd' ? 24 : 1));
  if (offset > kMost) return std::nullopt;
  return text[0] == '-' ? -offset : offset;
}

// Who issues documents and records beside countries: ICAO Doc 9303-3 section 5 has kinds of British
// nationals and of the United Nations' documents, the EU's schema two organisations.
constexpr std::array<std::string_view, 9> kOtherIssuers = {"GBD", "GBN", "GBO", "GBP",  "GBS",
                                                           "UNA", "UNK", "WHO", "UNHCR"};

constexpr std::size_t kLongestName = 24;  // of a member

// One object of the input; every member must be asked for, so that a misspelt one is noticed.
class Object {
 public:
  Object(const json& value, std::string place, Timestamp now)
      : value_(value), place_(std::move(place)), now_(now) {
    if (!value.is_object()) throw InputError(place_ + " is not a JSON object");
  }

  [[nodiscard]] const json* Find(const std::string& name) {
    asked_.insert(name);
    const auto found = value_.find(name);
    return found == value_.end() || found->is_null() ? nullptr : &*found;
  }
  std::string Text(const std::string& name) {
    const json* member = Find(name);
    if (member == nullptr) return {};
    if (!member->is_string()) throw Wrong(name, "is not a text");
    std::string text = member->get<std::string>();
    const bool is_blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (is_blank && !text.empty()) throw Wrong(name, "is blank");
    return text;
  }
  std::string Country(const std::string& name) {
    std::string code = Text(name);
    const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    const bool is_known = code.empty() || IsIssuingCountry(code) ||
                          std::ranges::find(kOtherIssuers, code) != kOtherIssuers.end();
    if (is_known && std::ranges::all_of(code, is_capital)) return code;
    throw Wrong(name, "is no country's code in capitals, such as DE");
  }
  std::optional<unsigned> Count(const std::string& name) {
    const json* member = Find(name);
    if (member == nullptr) return std::nullopt;
    if (!member->is_number_unsigned() || member->get<std::uint64_t>() > 255) {
      throw Wrong(name, "is not a small whole number");
    }
    return member->get<unsigned>();
  }
  std::optional<unsigned> Number(const std::string& name) {
    const std::optional<unsigned> number = Count(name);
    if (number == 0U) throw Wrong(name, "counts from 1");
    return number;
  }
  std::optional<Timestamp> Moment(const std::string& name) {
    const std::string text = Text(name);
    if (text.empty()) return std::nullopt;
    if (const auto offset = ParseOffset(text)) return now_ + *offset;
    const std::optional<Timestamp> moment = ParseDateTime(text);
    if (!moment) throw Wrong(name, "is neither a moment of RFC 3339 nor like \"-12h\" or \"+30d\"");
    return moment;
  }
  std::optional<PartialDate> Date(const std::string& name) {
    const std::string text = Text(name);
    if (text.empty()) return std::nullopt;
    if (const auto offset = ParseOffset(text)) {
      const auto day = std::chrono::floor<std::chrono::days>(now_ + *offset);
      return DateOfDayNumber(day.time_since_epoch().count());
    }
    const std::optional<PartialDate> date = ParsePartialDate(text);
    if (!date) throw Wrong(name, "is neither a date such as 1964-08-12 nor like \"-30d\"");
    return date;
  }
  // Not after today, wherever on Earth it is latest.
  std::optional<PartialDate> PastDate(const std::string& name) {
    const std::optional<PartialDate> date = Date(name);
    if (date && CompareKnown(*date, LatestToday(now_)) > 0) throw Wrong(name, "is in the future");
    return date;
  }
  std::optional<Timestamp> PastMoment(const std::string& name) {
    const std::optional<Timestamp> moment = Moment(name);
    if (moment && *moment > now_) throw Wrong(name, "is in the future");
    return moment;
  }
  // Refuses members that the certificate's format has no place for: what is signed is what was
  // asked for.
  void HasNone(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      if (value_.contains(name)) throw Wrong(name, "has no place in this format");
    }
  }
  template <typename Kind>
  Kind OneOf(const std::string& name, const std::map<std::string, Kind>& names) {
    const auto found = names.find(Text(name));
    if (found != names.end()) return found->second;
    std::string choices;
    for (const auto& [choice, kind] : names) choices += (choices.empty() ? "" : ", ") + choice;
    throw Wrong(name, "must be one of " + choices);
  }
  [[nodiscard]] InputError Wrong(const std::string& name, const std::string& why) const {
    return InputError(place_ + "." + name + " " + why);
  }
  // Where somebody's data is a member's name by mistake, it is not told.
  [[nodiscard]] InputError Unknown(const std::string& name) const {
    const bool is_plain = name.size() <= kLongestName && std::ranges::all_of(name, [](char letter) {
                            return (letter >= 'a' && letter <= 'z') || letter == '_';
                          });
    if (is_plain) return Wrong(name, "is not known here: is it misspelt?");
    return InputError(place_ + " has a member that is not known here: names are in small letters");
  }
  void CheckNothingElse() const {
    for (const auto& [name, member] : value_.items()) {
      if (!asked_.contains(name)) throw Unknown(name);
    }
  }
  [[nodiscard]] Object Child(const std::string& name) {
    const json* member = Find(name);
    if (member == nullptr) throw Wrong(name, "is missing");
    return {*member, place_ + "." + name, now_};
  }
  // The objects of an array; absent is empty.
  [[nodiscard]] std::vector<Object> Children(const std::string& name) {
    const json* member = Find(name);
    if (member == nullptr) return {};
    if (!member->is_array()) throw Wrong(name, "is not an array");
    std::vector<Object> children;
    for (const json& child : *member) {
      children.emplace_back(child, fmt::format("{}.{}[{}]", place_, name, children.size()), now_);
    }
    return children;
  }
  [[nodiscard]] Timestamp now() const { return now_; }

 private:
  const json& value_;
  std::string place_;
  Timestamp now_;
  std::set<std::string> asked_;
};

Holder ReadHolder(Object object, Format format) {
  if (format == Format::kEuDcc) {
    object.HasNone({"sex", "nationality", "chinese_name"});
  } else {
    object.HasNone({"surname_icao", "given_names_icao"});
  }
  Holder holder;
  holder.name.surname = object.Text("surname");
  holder.name.given = object.Text("given_names");
  holder.name.surname_icao = object.Text("surname_icao");
  holder.name.given_icao = object.Text("given_names_icao");
  holder.name.chinese = object.Text("chinese_name");
  holder.birth_date = object.PastDate("birth_date");
  if (object.Find("sex") != nullptr) {
    holder.sex = object.OneOf<Sex>("sex", {{"female", Sex::kFemale}, {"male", Sex::kMale}});
  }
  holder.nationality = object.Country("nationality");
  object.CheckNothingElse();
  return holder;
}

TravelDocument ReadDocument(Object object) {
  TravelDocument document;
  document.kind = object.OneOf<DocumentKind>(
      "kind", {{"ordinary-passport", DocumentKind::kOrdinaryPassport},
               {"diplomatic-passport", DocumentKind::kDiplomaticPassport},
               {"service-passport", DocumentKind::kServicePassport},
               {"public-affairs-passport", DocumentKind::kPublicAffairsPassport},
               {"travel-document", DocumentKind::kTravelDocument},
               {"foreign-passport", DocumentKind::kForeignPassport},
               {"other", DocumentKind::kOther}});
  document.number = object.Text("number");
  document.issuing_country = object.Country("country");
  object.CheckNothingElse();
  return document;
}

const std::map<std::string, TestKind> kDeclarableTests = {
    {"nucleic-acid-test", TestKind::kNucleicAcid},
    {"antigen-test", TestKind::kAntigen},
    {"igg-antibody-test", TestKind::kAntibodyIgG},
    {"igm-antibody-test", TestKind::kAntibodyIgM}};
const std::map<std::string, TestResult> kTestResults = {
    {"negative", TestResult::kNegative},
    {"positive", TestResult::kPositive},
    {"inconclusive", TestResult::kInconclusive}};

Vaccination ReadVaccination(Object& object) {
  Vaccination vaccination;
  vaccination.vaccine = CodedIn(ValueSet::kVaccine, object.Text("vaccine"));
  vaccination.product = CodedIn(ValueSet::kVaccineProduct, object.Text("product"));
  vaccination.manufacturer = CodedIn(ValueSet::kVaccineManufacturer, object.Text("manufacturer"));
  vaccination.dose = object.Number("dose");
  vaccination.doses = object.Number("doses");
  vaccination.given_on = object.PastDate("date").value_or(PartialDate{});
  return vaccination;
}

Test ReadTest(TestKind kind, Object& object) {
  Test test;
  test.kind = kind;
  test.method.code = object.Text("device");
  test.method.name = object.Text("method");
  test.result = object.OneOf<TestResult>("result", kTestResults);
  test.sampled_at = object.PastMoment("sampled_at");
  test.sampled_on = object.PastDate("sampled_on").value_or(PartialDate{});
  if (test.sampled_at && test.sampled_on.year) {
    throw object.Wrong("sampled_on", "stands beside sampled_at: give one of them");
  }
  test.facility = object.Text("facility");
  return test;
}

Recovery ReadRecovery(Object& object) {
  Recovery recovery{.first_positive = object.PastDate("first_positive").value_or(PartialDate{}),
                    .valid_from = object.Date("valid_from").value_or(PartialDate{}),
                    .valid_until = object.Date("valid_until").value_or(PartialDate{})};
  if (CompareKnown(recovery.valid_from, recovery.valid_until) > 0) {
    throw object.Wrong("valid_until", "is before valid_from");
  }
  return recovery;
}

Leg ReadLeg(Object object) {
  Leg leg{.from = object.Text("from"),
          .to = object.Text("to"),
          .day = object.Date("date").value_or(PartialDate{}),
          .service = object.Text("service")};
  object.CheckNothingElse();
  return leg;
}

DeclaredTest ReadDeclaredTest(Object object) {
  DeclaredTest test{.kind = object.OneOf<TestKind>("kind", kDeclarableTests),
                    .result = object.OneOf<TestResult>("result", kTestResults),
                    .sampled_on = object.PastDate("sampled_on").value_or(PartialDate{})};
  object.CheckNothingElse();
  return test;
}

// How the journey and the holder's health are declared.
void ReadDeclared(Object& object, Declaration& declaration) {
  for (Object& leg : object.Children("itinerary")) declaration.itinerary.push_back(ReadLeg(leg));
  declaration.entry_point = object.Text("entry_point");
  declaration.residence = object.Text("residence");
  for (Object& test : object.Children("tests")) {
    declaration.tests.push_back(ReadDeclaredTest(test));
  }
  const std::optional<unsigned> doses = object.Count("doses");
  if (!doses) throw object.Wrong("doses", "is missing");
  declaration.doses = *doses;
  declaration.last_dose = object.PastDate("last_dose").value_or(PartialDate{});
  declaration.diagnosis =
      object.OneOf<DiagnosisHistory>("diagnosis", {{"never", DiagnosisHistory::kNever},
                                                   {"recovered", DiagnosisHistory::kRecovered},
                                                   {"present", DiagnosisHistory::kPresent}});
  declaration.diagnosed_on = object.PastDate("diagnosed_on").value_or(PartialDate{});
}

Declaration ReadDeclaration(Object& object) {
  Declaration declaration;
  declaration.status =
      object.OneOf<DeclarationStatus>("status", {{"submitted", DeclarationStatus::kSubmitted},
                                                 {"more-needed", DeclarationStatus::kMoreNeeded},
                                                 {"green", DeclarationStatus::kGreen},
                                                 {"cancelled", DeclarationStatus::kCancelled}});
  declaration.declarer = object.OneOf<Declarer>("declarer", {{"holder", Declarer::kHolder},
                                                             {"spouse", Declarer::kSpouse},
                                                             {"parent", Declarer::kParent},
                                                             {"child", Declarer::kChild},
                                                             {"relative", Declarer::kRelative},
                                                             {"other", Declarer::kOther}});
  declaration.declarer_name = object.Text("declarer_name");
  ReadDeclared(object, declaration);
  declaration.mission = object.Text("mission");
  declaration.replaces = object.Text("replaces");
  return declaration;
}

enum class RecordKind { kVaccination, kNucleicAcid, kAntigen, kIgG, kIgM, kRecovery, kDeclaration };

decltype(Record::details) ReadDetails(RecordKind kind, Object& object) {
  switch (kind) {
    case RecordKind::kVaccination:
      return ReadVaccination(object);
    case RecordKind::kNucleicAcid:
      return ReadTest(TestKind::kNucleicAcid, object);
    case RecordKind::kAntigen:
      return ReadTest(TestKind::kAntigen, object);
    case RecordKind::kIgG:
      return ReadTest(TestKind::kAntibodyIgG, object);
    case RecordKind::kIgM:
      return ReadTest(TestKind::kAntibodyIgM, object);
    case RecordKind::kDeclaration:
      return ReadDeclaration(object);
    case RecordKind::kRecovery:
      break;
  }
  return ReadRecovery(object);
}

Record ReadRecord(Object object) {
  Record record;
  record.disease = CodedIn(ValueSet::kDisease, object.Text("disease"));
  record.country = object.Country("country");
  record.issuer = object.Text("issuer");
  record.id = object.Text("id");
  const auto kind =
      object.OneOf<RecordKind>("kind", {{"vaccination", RecordKind::kVaccination},
                                        {"nucleic-acid-test", RecordKind::kNucleicAcid},
                                        {"antigen-test", RecordKind::kAntigen},
                                        {"igg-antibody-test", RecordKind::kIgG},
                                        {"igm-antibody-test", RecordKind::kIgM},
                                        {"recovery", RecordKind::kRecovery},
                                        {"declaration", RecordKind::kDeclaration}});
  record.details = ReadDetails(kind, object);
  object.CheckNothingElse();
  return record;
}

// What no revocation list can name can never be revoked.
void CheckRevocable(const Certificate& certificate, const Object& object) {
  if (!keys::IsFreeOfSpace(certificate.serial)) {
    throw object.Wrong("serial", "has white space or a control character");
  }
  if (certificate.format != Format::kTravelHealth || certificate.issuer.empty()) return;
  if (!keys::CheckScope(keys::TravelHealthScope(certificate.issuer))) {
    throw object.Wrong("issuer", "has a control character, or white space around it");
  }
}

Certificate ReadCertificate(Object object) {
  Certificate certificate;
  certificate.format = object.OneOf<Format>(
      "format", {{"eu-dcc", Format::kEuDcc}, {"travel-health", Format::kTravelHealth}});
  const bool is_eu_dcc = certificate.format == Format::kEuDcc;
  if (is_eu_dcc) object.HasNone({"serial", "document"});
  certificate.holder = ReadHolder(object.Child("holder"), certificate.format);
  if (object.Find("document") != nullptr) {
    certificate.document = ReadDocument(object.Child("document"));
  }
  // The EU names countries; a travel health certificate may name an authority.
  certificate.issuer = is_eu_dcc ? object.Country("issuer") : object.Text("issuer");
  certificate.serial = object.Text("serial");
  CheckRevocable(certificate, object);
  certificate.issued_at = object.Moment("issued_at").value_or(object.now());
  certificate.not_before = object.Moment("not_before");
  certificate.expires_at = object.Moment("expires_at");
  if (object.Find("records") == nullptr) throw object.Wrong("records", "is not an array");
  for (Object& record : object.Children("records")) {
    if (!is_eu_dcc) record.HasNone({"device"});
    certificate.records.push_back(ReadRecord(record));
  }
  object.CheckNothingElse();
  return certificate;
}

}  // namespace

Result<Certificate> ParseIssueInput(std::string_view text, Timestamp now) {
  // Stricter than the reader below: of a member that is there twice nobody knows which one counts.
  const auto document = encoding::json::Document::Parse(text);
  const json value = document ? json::parse(text, nullptr, false) : json(json::value_t::discarded);
  if (value.is_discarded()) {
    return Fail(Fault::kInvalid,
                fmt::format("the input is not JSON as it should be: {}; docs/formats/issuing.md "
                            "shows what it is",
                            document ? "it cannot be read" : document.error().detail));
  }
  try {
    return ReadCertificate({value, "certificate", now});
  } catch (const InputError& error) {
    return Fail(Fault::kInvalid, error.what());
  }
}

}  // namespace clearway::tools
