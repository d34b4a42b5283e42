#include "certificate/code_systems.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/encoding/capitals.h"
#include "certificate/value_sets.h"

namespace clearway::certificate {
namespace {

constexpr std::string_view kCovid = kCovid19;
constexpr std::string_view kYellowFever = "16541001";

struct Entry {
  std::string_view code;
  std::string_view name;
  std::string_view disease;  // SNOMED CT; empty: it is about no single disease
};

constexpr std::array kSnomed = std::to_array<Entry>({
    {"840539006", "COVID-19", kCovid},
    {"840536004", "SARS-CoV-2 antigen vaccine", kCovid},
    {"1119349007", "SARS-CoV-2 mRNA vaccine", kCovid},
    {"1119305005", "SARS-CoV-2 antigen vaccine", kCovid},
    {"1157024006", "Inactivated SARS-CoV-2 vaccine", kCovid},
    {"1162643001", "SARS-CoV-2 spike protein vaccine", kCovid},
    {"29061000087103", "SARS-CoV-2 viral vector vaccine", kCovid},
    {"16541001", "Yellow fever", kYellowFever},
    {"1121000221106", "Yellow fever vaccine", kYellowFever},
    {"260373001", "Detected", {}},
    {"260415000", "Not detected", {}},
    {"10828004", "Positive", {}},
    {"260385009", "Negative", {}},
    {"419984006", "Inconclusive", {}},
});

constexpr std::array kLoinc = std::to_array<Entry>({
    {"LP6464-4", "Nucleic acid amplification", {}},
    {"LP217198-3", "Rapid immunoassay", {}},
    {"94500-6", "SARS-CoV-2 RNA, respiratory specimen", kCovid},
    {"94309-2", "SARS-CoV-2 RNA", kCovid},
    {"94533-7", "SARS-CoV-2 N gene, respiratory specimen", kCovid},
    {"94534-5", "SARS-CoV-2 RdRp gene, respiratory specimen", kCovid},
    {"94559-2", "SARS-CoV-2 ORF1ab region, respiratory specimen", kCovid},
    {"94565-9", "SARS-CoV-2 RNA, nasopharynx", kCovid},
    {"94759-8", "SARS-CoV-2 RNA, nasopharynx", kCovid},
    {"94845-5", "SARS-CoV-2 RNA, saliva", kCovid},
    {"95406-5", "SARS-CoV-2 RNA, nose", kCovid},
    {"95608-6", "SARS-CoV-2 RNA, respiratory specimen", kCovid},
    {"94531-1", "SARS-CoV-2 RNA panel, respiratory specimen", kCovid},
    {"94558-4", "SARS-CoV-2 antigen, rapid immunoassay", kCovid},
    {"97097-0", "SARS-CoV-2 antigen, upper respiratory specimen", kCovid},
    {"95209-3", "SARS-CoV and SARS-CoV-2 antigen, rapid immunoassay", kCovid},
    {"96119-3", "SARS-CoV-2 antigen, immunoassay", kCovid},
    {"94563-4", "SARS-CoV-2 IgG antibody", kCovid},
    {"94507-1", "SARS-CoV-2 IgG antibody, rapid immunoassay", kCovid},
    {"94505-5", "SARS-CoV-2 IgG antibody, quantitative", kCovid},
    {"94564-2", "SARS-CoV-2 IgM antibody", kCovid},
    {"94508-9", "SARS-CoV-2 IgM antibody, rapid immunoassay", kCovid},
    {"94506-3", "SARS-CoV-2 IgM antibody, quantitative", kCovid},
    {"94762-2", "SARS-CoV-2 antibody", kCovid},
    {"94547-7", "SARS-CoV-2 IgG and IgM antibody", kCovid},
});

constexpr std::array kCvx = std::to_array<Entry>({
    {"207", "Moderna COVID-19 vaccine", kCovid},
    {"208", "Pfizer-BioNTech COVID-19 vaccine", kCovid},
    {"210", "AstraZeneca COVID-19 vaccine", kCovid},
    {"211", "Novavax COVID-19 vaccine", kCovid},
    {"212", "Janssen COVID-19 vaccine", kCovid},
    {"213", "COVID-19 vaccine", kCovid},
    {"217", "Pfizer-BioNTech COVID-19 vaccine", kCovid},
    {"218", "Pfizer-BioNTech COVID-19 vaccine, children", kCovid},
    {"219", "Pfizer-BioNTech COVID-19 vaccine, infants", kCovid},
    {"221", "Moderna COVID-19 vaccine", kCovid},
    {"228", "Moderna COVID-19 vaccine, children", kCovid},
    {"229", "Moderna COVID-19 vaccine, bivalent", kCovid},
    {"300", "Pfizer-BioNTech COVID-19 vaccine, bivalent", kCovid},
    {"301", "Pfizer-BioNTech COVID-19 vaccine, bivalent, children", kCovid},
    {"500", "COVID-19 vaccine of another country", kCovid},
    {"502", "Covaxin", kCovid},
    {"505", "Sputnik V", kCovid},
    {"506", "Convidecia", kCovid},
    {"510", "BBIBP-CorV", kCovid},
    {"511", "CoronaVac", kCovid},
    {"37", "Yellow fever vaccine", kYellowFever},
    {"183", "Yellow fever vaccine", kYellowFever},
    {"184", "Yellow fever vaccine", kYellowFever},
});

constexpr std::array kIcd11 = std::to_array<Entry>({
    {"RA01", "COVID-19", kCovid},
    {"RA01.0", "COVID-19", kCovid},
    {"XN109", "SARS-CoV-2", kCovid},
    {"XM68M6", "COVID-19 vaccine", kCovid},
    {"XM0GQ8", "COVID-19 vaccine, RNA based", kCovid},
    {"XM9QW8", "COVID-19 vaccine, non-replicating viral vector", kCovid},
    {"XM0CX4", "COVID-19 vaccine, replicating viral vector", kCovid},
    {"XM1NL1", "COVID-19 vaccine, inactivated virus", kCovid},
    {"XM5DF6", "COVID-19 vaccine, live attenuated virus", kCovid},
    {"XM5JC5", "COVID-19 vaccine, virus protein subunit", kCovid},
    {"XM1J92", "COVID-19 vaccine, virus-like particle", kCovid},
    {"XM6AT1", "COVID-19 vaccine, DNA based", kCovid},
    {"1D47", "Yellow fever", kYellowFever},
    {"XM0N24", "Yellow fever vaccine", kYellowFever},
});

struct System {
  std::string_view uri;
  std::span<const Entry> entries;
};

constexpr std::string_view kSnomedUri = "http://snomed.info/sct";
constexpr std::string_view kLoincUri = "http://loinc.org";

constexpr std::array kSystems = std::to_array<System>({
    {kSnomedUri, kSnomed},
    {kLoincUri, kLoinc},
    {"http://hl7.org/fhir/sid/cvx", kCvx},
    {"http://id.who.int/icd11/mms", kIcd11},
    {"http://id.who.int/icd/release/11/mms", kIcd11},
    {"http://hl7.org/fhir/sid/icd-11", kIcd11},
});

const System* FindSystem(std::string_view uri) {
  const auto found = std::ranges::find(kSystems, uri, &System::uri);
  return found == kSystems.end() ? nullptr : &*found;
}

const Entry* FindEntry(const System* system, std::string_view code) {
  if (system == nullptr) return nullptr;
  const auto found = std::ranges::find(system->entries, code, &Entry::code);
  return found == system->entries.end() ? nullptr : &*found;
}

using NamedResult = std::pair<std::string_view, TestResult>;
constexpr std::array kSnomedResults = std::to_array<NamedResult>({
    {"260415000", TestResult::kNegative},      // not detected
    {"260385009", TestResult::kNegative},      // negative
    {"260373001", TestResult::kPositive},      // detected
    {"10828004", TestResult::kPositive},       // positive
    {"419984006", TestResult::kInconclusive},  // inconclusive
    {"42425007", TestResult::kInconclusive},   // equivocal
    {"82334004", TestResult::kInconclusive},   // indeterminate
});
// Answers of LOINC to what a laboratory found.
constexpr std::array kLoincAnswers = std::to_array<NamedResult>({
    {"LA11883-8", TestResult::kNegative},     // not detected
    {"LA6577-6", TestResult::kNegative},      // negative
    {"LA11882-0", TestResult::kPositive},     // detected
    {"LA6576-8", TestResult::kPositive},      // positive
    {"LA9663-1", TestResult::kInconclusive},  // inconclusive
});
// HL7's ObservationInterpretation.
constexpr std::array kInterpretations = std::to_array<NamedResult>({
    {"NEG", TestResult::kNegative},
    {"ND", TestResult::kNegative},
    {"POS", TestResult::kPositive},
    {"DET", TestResult::kPositive},
    {"IND", TestResult::kInconclusive},
    {"E", TestResult::kInconclusive},
});
constexpr std::array kResultWords = std::to_array<NamedResult>({
    {"NEGATIVE", TestResult::kNegative},
    {"NOT DETECTED", TestResult::kNegative},
    {"POSITIVE", TestResult::kPositive},
    {"DETECTED", TestResult::kPositive},
    {"INCONCLUSIVE", TestResult::kInconclusive},
});

template <std::size_t N>
TestResult ResultFrom(const std::array<NamedResult, N>& table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &NamedResult::first);
  return found == table.end() ? TestResult::kUnclear : found->second;
}

bool MayBeOf(std::string_view system, const Coding& coding) {
  return coding.system.empty() || coding.system == system;
}

// Whether who looks at the code alone would take it for one of a system that it is not from.
bool LooksLikeAnothers(const Coding& coding) {
  return !coding.system.empty() && std::ranges::any_of(kSystems, [&coding](const System& system) {
    return FindEntry(&system, coding.code) != nullptr;
  });
}

}  // namespace

Coded CodedFrom(const Coding& coding) {
  if (const Entry* entry = FindEntry(FindSystem(coding.system), coding.code)) {
    return {.code = std::string(coding.code), .name = std::string(entry->name)};
  }
  if (LooksLikeAnothers(coding)) return {.code = {}, .name = WordsOf(coding)};
  return {.code = std::string(coding.code), .name = std::string(coding.display)};
}

Coded DiseaseOf(const Coding& coding) {
  const Entry* entry = FindEntry(FindSystem(coding.system), coding.code);
  return entry == nullptr ? Coded{} : CodedIn(ValueSet::kDisease, entry->disease);
}

Coded StatedDisease(const Coding& stated, const Coding& about) {
  if (stated.code.empty() && stated.display.empty()) return DiseaseOf(about);
  Coded disease = DiseaseOf(stated);
  if (!disease.code.empty()) return disease;
  Coded implied = DiseaseOf(about);
  const bool agree = stated.code.empty() &&
                     encoding::InCapitals(stated.display) == encoding::InCapitals(implied.name);
  return agree ? implied : CodedFrom(stated);
}

TestKind TestKindOf(std::string_view code) {
  constexpr std::array kAntigenTests = {"LP217198-3", "94558-4", "97097-0", "95209-3", "96119-3"};
  constexpr std::array kIgGTests = {"94563-4", "94507-1", "94505-5"};
  constexpr std::array kIgMTests = {"94564-2", "94508-9", "94506-3"};
  constexpr std::array kMixedTests = {"94762-2", "94547-7"};
  const auto among = [code](const auto& codes) {
    return std::ranges::find(codes, code) != codes.end();
  };
  if (among(kAntigenTests)) return TestKind::kAntigen;
  if (among(kIgGTests)) return TestKind::kAntibodyIgG;
  if (among(kIgMTests)) return TestKind::kAntibodyIgM;
  // What is left of the LOINC codes above looks for nucleic acid.
  const bool known = std::ranges::find(kLoinc, code, &Entry::code) != kLoinc.end();
  return known && !among(kMixedTests) ? TestKind::kNucleicAcid : TestKind::kOther;
}

TestKind TestKindOf(const Coding& coding) {
  return MayBeOf(kLoincUri, coding) ? TestKindOf(coding.code) : TestKind::kOther;
}

std::string WordsOf(const Coding& coding) {
  return std::string(coding.display.empty() ? coding.code : coding.display);
}

TestResult TestResultOf(const Coding& coding) {
  const TestResult told =
      MayBeOf(kSnomedUri, coding) ? TestResultOf(coding.code) : TestResult::kUnclear;
  const bool is_loinc = coding.system == kLoincUri;
  return is_loinc ? ResultFrom(kLoincAnswers, coding.code) : told;
}

TestResult TestResultOf(std::string_view code) {
  return ResultFrom(kSnomedResults, code);
}

TestResult TestResultInterpretedAs(std::string_view code) {
  return ResultFrom(kInterpretations, code);
}

TestResult TestResultIn(std::string_view words) {
  return ResultFrom(kResultWords, encoding::InCapitals(words));
}

}  // namespace clearway::certificate
