#include "certificate/fhir.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
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

constexpr std::size_t kMostEntries = 64;

// Whether elements may turn round what the others say (FHIR R4, "Modifier Elements"): who does not
// understand them must not read on.
bool IsModified(const Item& resource) {
  return resource.Find("modifierExtension") || resource.Find("implicitRules");
}

// The first element of the array under a key.
std::optional<Item> FirstIn(const Item& object, std::string_view key) {
  const auto array = object.Find(key);
  return array ? array->At(0) : std::nullopt;
}

std::vector<Coding> CodingsOf(const Item& concept_item) {
  std::vector<Coding> codings;
  const auto array = concept_item.Find("coding");
  if (!array) return codings;
  codings.reserve(array->size());
  for (const Item& item : array->Elements()) {
    codings.push_back({.system = item.TextAt("system"),
                       .code = item.TextAt("code"),
                       .display = item.TextAt("display")});
  }
  return codings;
}

// A CodeableConcept may say the same in several systems: one that is known here is preferred.
Coding ReadConcept(const Item& object, std::string_view key) {
  const auto concept_item = object.Find(key);
  if (!concept_item) return {};
  const std::vector<Coding> codings = CodingsOf(*concept_item);
  const auto known = std::ranges::find_if(
      codings, [](const Coding& coding) { return !DiseaseOf(coding).code.empty(); });
  if (known != codings.end()) return *known;
  if (!codings.empty()) return codings.front();
  return {.system = {}, .code = {}, .display = concept_item->TextAt("text")};
}

std::optional<PartialDate> DateIn(JsonFields& fields, std::string_view key) {
  std::optional<PartialDate> date = fields.Date(key);
  return date && date->year ? date : std::nullopt;
}

std::string JoinedTexts(const Item& object, std::string_view key) {
  std::string joined;
  const auto array = object.Find(key);
  if (!array) return joined;
  for (const Item& element : array->Elements()) {
    const std::string_view text = element.AsText().value_or(std::string_view{});
    if (text.empty()) continue;
    if (!joined.empty()) joined += ' ';
    joined += text;
  }
  return joined;
}

// How much a name counts as the holder's; 0: it is another one's, who the holder was (FHIR R4,
// HumanName.use).
int WeightOf(std::string_view use) {
  if (use == "official") return 3;
  if (use.empty() || use == "usual") return 2;
  return use == "old" || use == "maiden" ? 0 : 1;
}

// Of several names the first of the highest weight.
std::optional<Item> NameOf(const Item& patient) {
  const auto names = patient.Find("name");
  std::optional<Item> best;
  int weight = 0;
  for (const Item& name : names ? names->Elements() : std::vector<Item>{}) {
    const int found = WeightOf(name.TextAt("use"));
    if (found > weight) best = name;
    weight = std::max(weight, found);
  }
  return best;
}

void ReadPatient(const Item& patient, Holder& holder, std::string& problem) {
  JsonFields fields(patient, "Patient", problem);
  if (IsModified(patient)) fields.Refuse("modifierExtension", "or its rules are not understood");
  if (const auto name = NameOf(patient)) {
    holder.name.surname = name->TextAt("family");
    holder.name.given = JoinedTexts(*name, "given");
    if (holder.name.surname.empty() && holder.name.given.empty()) {
      holder.name.full = name->TextAt("text");
    }
  }
  holder.birth_date = DateIn(fields, "birthDate");
  const std::string_view gender = patient.TextAt("gender");
  if (gender == "male") holder.sex = Sex::kMale;
  if (gender == "female") holder.sex = Sex::kFemale;
  if (!NamesSomebody(holder.name)) fields.Refuse("name", "is missing");
}

std::string PerformerOf(const Item& resource) {
  const auto performer = FirstIn(resource, "performer");
  if (!performer) return {};
  const auto actor = performer->Find("actor");
  return std::string((actor ? *actor : *performer).TextAt("display"));
}

Coded ManufacturerOf(const Item& immunization) {
  const auto manufacturer = immunization.Find("manufacturer");
  if (!manufacturer) return {};
  Coding coding{.system = {}, .code = {}, .display = manufacturer->TextAt("display")};
  if (const auto identifier = manufacturer->Find("identifier")) {
    coding.system = identifier->TextAt("system");
    coding.code = identifier->TextAt("value");
  }
  return CodedFrom(coding);
}

Record ReadImmunization(const Item& resource, std::string& problem) {
  JsonFields fields(resource, "Immunization", problem);
  const Coding vaccine = ReadConcept(resource, "vaccineCode");
  if (vaccine.code.empty() && vaccine.display.empty()) fields.Refuse("vaccineCode", "is missing");
  Vaccination vaccination;
  vaccination.vaccine = CodedFrom(vaccine);
  vaccination.manufacturer = ManufacturerOf(resource);
  if (const auto protocol = FirstIn(resource, "protocolApplied")) {
    JsonFields of_protocol(*protocol, "protocolApplied", problem);
    vaccination.dose = of_protocol.Ordinal("doseNumberPositiveInt");
    vaccination.doses = of_protocol.Ordinal("seriesDosesPositiveInt");
  }
  vaccination.given_on = DateIn(fields, "occurrenceDateTime").value_or(PartialDate{});
  if (!vaccination.given_on.year) fields.Refuse("occurrenceDateTime", "is missing");
  Record record;
  record.disease = DiseaseOf(vaccine);
  record.issuer = PerformerOf(resource);
  record.details = std::move(vaccination);
  return record;
}

// The moment, or where only the period is known, its beginning.
std::string EffectiveTimeOf(const Item& observation) {
  std::string_view moment = observation.TextAt("effectiveDateTime");
  if (moment.empty()) moment = observation.TextAt("effectiveInstant");
  if (!moment.empty()) return std::string(moment);
  const auto period = observation.Find("effectivePeriod");
  return period ? std::string(period->TextAt("start")) : std::string();
}

struct ToldResult {
  TestResult result = TestResult::kUnclear;
  std::string words;
};

ToldResult ResultOf(const Coding& coding) {
  return {TestResultOf(coding), WordsOf(coding)};
}

// All that an observation says of its result: each coding of its value, or else its words; and how
// that is interpreted.
std::vector<ToldResult> ResultsIn(const Item& observation) {
  std::vector<ToldResult> told;
  if (const auto value = observation.Find("valueCodeableConcept")) {
    for (const Coding& coding : CodingsOf(*value)) told.push_back(ResultOf(coding));
    if (told.empty()) {
      const std::string words(value->TextAt("text"));
      told.push_back({TestResultIn(words), words});
    }
  } else if (const std::string words(observation.TextAt("valueString")); !words.empty()) {
    told.push_back({TestResultIn(words), words});
  }
  const auto interpretation = observation.Find("interpretation");
  if (!interpretation) return told;
  for (const Item& concept_of_it : interpretation->Elements()) {
    for (const Coding& coding : CodingsOf(concept_of_it)) {
      told.push_back({TestResultInterpretedAs(coding.code), WordsOf(coding)});
    }
  }
  return told;
}

// Without a value there is no result, however it is interpreted. A coding that is not understood
// may say the same in another system; two that are understood have to.
void ReadResult(const Item& observation, Test& test) {
  const std::vector<ToldResult> told = ResultsIn(observation);
  std::optional<TestResult> understood;
  bool agree = observation.Find("valueCodeableConcept") || observation.Find("valueString");
  for (const ToldResult& one : told) {
    if (one.result == TestResult::kUnclear) continue;
    agree = agree && understood.value_or(one.result) == one.result;
    understood = one.result;
  }
  if (understood && agree) {
    test.result = *understood;
    return;
  }
  for (const ToldResult& one : told) {
    if (one.words.empty()) continue;
    test.result_words += (test.result_words.empty() ? "" : " / ") + one.words;
  }
}

Record ReadObservation(const Item& resource, std::string& problem) {
  JsonFields fields(resource, "Observation", problem);
  const Coding code = ReadConcept(resource, "code");
  if (code.code.empty() && code.display.empty()) fields.Refuse("code", "is missing");
  Test test;
  test.kind = TestKindOf(code);
  test.method = CodedFrom(code);
  ReadResult(resource, test);
  test.facility = PerformerOf(resource);
  if (!ReadSampleTime(EffectiveTimeOf(resource), test)) {
    fields.Refuse("effectiveDateTime", "is not a moment");
  }
  Record record;
  record.disease = DiseaseOf(code);
  record.details = std::move(test);
  return record;
}

bool IsFinal(const Item& resource) {
  constexpr std::array<std::string_view, 4> kFinal = {"completed", "final", "amended", "corrected"};
  return std::ranges::find(kFinal, resource.TextAt("status")) != kFinal.end();
}

// Only what took place, in full, and is final counts: an entry "not-done" is no vaccination, and
// one that was weaker than it should be is none that counts.
bool Counts(const Item& resource) {
  const auto is_subpotent = resource.Find("isSubpotent");
  const bool is_whole = !is_subpotent || is_subpotent->AsBoolean() == false;
  const auto protocols = resource.Find("protocolApplied");
  const bool is_plain = !IsModified(resource) &&
                        (!protocols || std::ranges::none_of(protocols->Elements(), IsModified));
  return IsFinal(resource) && is_whole && is_plain;
}

// Whom a record names, and the URL of the record's own entry.
struct Reference {
  std::string_view to;
  std::string_view from;
};

// The patients of a bundle, and whom its records name.
struct Persons {
  std::size_t patients = 0;
  std::string_view full_url;  // of the last patient's entry
  std::string_view id;        // of the patient itself
  std::vector<Reference> named;

  // A record that has the element names somebody, in a way that can be followed or in another.
  void Name(const Item& entry, const std::optional<Item>& element) {
    if (!element || element->IsNull()) return;
    named.push_back({.to = element->TextAt("reference"), .from = entry.TextAt("fullUrl")});
  }
  [[nodiscard]] bool IsPatient(const Reference& reference) const;
};

// FHIR R4, Bundle, resolving references: by the URL of the patient's entry; or by type and
// identifier, which belong to the server of the record that says so. With a patient that has
// neither there is nothing to compare.
bool Persons::IsPatient(const Reference& reference) const {
  constexpr std::string_view kType = "Patient/";
  const std::string_view to = reference.to.substr(0, reference.to.find("/_history/"));
  if (to.empty()) return false;
  if (to == full_url || (full_url.empty() && id.empty())) return true;
  if (!to.starts_with(kType)) return false;
  if (reference.from.starts_with("http")) {
    const std::size_t at = reference.from.rfind('/', reference.from.rfind('/') - 1);
    return std::string(reference.from.substr(0, at + 1)) + std::string(to) == full_url;
  }
  return (!id.empty() && to.substr(kType.size()) == id) ||
         full_url.ends_with("/" + std::string(to));
}

void ReadEntry(const Item& entry, Persons& persons, Certificate& certificate,
               std::string& problem) {
  const auto resource = entry.Find("resource");
  if (!resource) return;
  if (IsModified(entry))
    JsonFields(entry, "entry", problem).Refuse("modifierExtension", "is not understood");
  const std::string_view type = resource->TextAt("resourceType");
  if (type == "Patient") {
    ++persons.patients;
    persons.full_url = entry.TextAt("fullUrl");
    persons.id = resource->TextAt("id");
    ReadPatient(*resource, certificate.holder, problem);
  } else if (type == "Immunization" && Counts(*resource)) {
    persons.Name(entry, resource->Find("patient"));
    certificate.records.push_back(ReadImmunization(*resource, problem));
  } else if (type == "Observation" && Counts(*resource)) {
    persons.Name(entry, resource->Find("subject"));
    certificate.records.push_back(ReadObservation(*resource, problem));
  }
}

}  // namespace

void ReadFhirBundle(const Item& bundle, Certificate& certificate, std::string& problem) {
  JsonFields fields(bundle, "fhirBundle", problem);
  if (bundle.TextAt("resourceType") != "Bundle") fields.Refuse("resourceType", "is not Bundle");
  if (IsModified(bundle)) fields.Refuse("implicitRules", "are not understood");
  const auto entries = fields.Find("entry", Need::kRequired);
  if (!entries) return;
  if (entries->kind() != Kind::kArray || entries->size() > kMostEntries) {
    return fields.Refuse("entry", "is not a short array");
  }
  Persons persons;
  for (const Item& entry : entries->Elements()) ReadEntry(entry, persons, certificate, problem);
  const auto is_patient = [&](const Reference& named) { return persons.IsPatient(named); };
  if (persons.patients != 1 || !std::ranges::all_of(persons.named, is_patient)) {
    fields.Refuse("entry", "is not about exactly one patient");
  }
  if (certificate.records.empty()) fields.Refuse("entry", "holds no vaccination and no test");
}

}  // namespace clearway::certificate
