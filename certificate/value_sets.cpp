#include "certificate/value_sets.h"

#include <algorithm>
#include <array>
#include <span>

namespace clearway::certificate {
namespace {

struct Entry {
  std::string_view code;
  std::string_view name;
};

constexpr std::array kDiseases = std::to_array<Entry>({
    {"840539006", "COVID-19"},
    {"16541001", "Yellow fever"},
    {"398102009", "Poliomyelitis"},
    {"14189004", "Measles"},
    {"63650001", "Cholera"},
    {"4834000", "Typhoid fever"},
    {"23511006", "Meningococcal disease"},
    {"40468003", "Hepatitis A"},
    {"6142004", "Influenza"},
    {"359814004", "Mpox"},
});

constexpr std::array kVaccines = std::to_array<Entry>({
    {"1119349007", "SARS-CoV-2 mRNA vaccine"},
    {"1119305005", "SARS-CoV-2 antigen vaccine"},
    {"1157024006", "Inactivated SARS-CoV-2 vaccine"},
    {"1162643001", "SARS-CoV-2 spike protein vaccine"},
    {"29061000087103", "SARS-CoV-2 viral vector vaccine"},
    {"J07BX03", "COVID-19 vaccine"},
});

constexpr std::array kProducts = std::to_array<Entry>({
    {"EU/1/20/1528", "Comirnaty"},
    {"EU/1/20/1507", "Spikevax"},
    {"EU/1/21/1529", "Vaxzevria"},
    {"EU/1/20/1525", "Jcovden"},
    {"EU/1/21/1618", "Nuvaxovid"},
    {"EU/1/21/1624", "COVID-19 Vaccine Valneva"},
    {"CVnCoV", "CVnCoV"},
    {"NVX-CoV2373", "NVX-CoV2373"},
    {"Sputnik-V", "Sputnik V"},
    {"Convidecia", "Convidecia"},
    {"EpiVacCorona", "EpiVacCorona"},
    {"BBIBP-CorV", "BBIBP-CorV"},
    {"Inactivated-SARS-CoV-2-Vero-Cell", "Inactivated SARS-CoV-2 (Vero Cell)"},
    {"CoronaVac", "CoronaVac"},
    {"Covaxin", "Covaxin"},
    {"Covishield", "Covishield"},
});

constexpr std::array kManufacturers = std::to_array<Entry>({
    {"ORG-100001699", "AstraZeneca AB"},
    {"ORG-100030215", "BioNTech Manufacturing GmbH"},
    {"ORG-100001417", "Janssen-Cilag International"},
    {"ORG-100031184", "Moderna Biotech Spain S.L."},
    {"ORG-100006270", "CureVac AG"},
    {"ORG-100013793", "CanSino Biologics"},
    {"ORG-100020693", "China Sinopharm International Corp."},
    {"ORG-100010771", "Sinopharm Weiqida Europe Pharmaceutical s.r.o."},
    {"ORG-100024420", "Sinopharm Zhijun (Shenzhen) Pharmaceutical"},
    {"ORG-100032020", "Novavax CZ a.s."},
    {"ORG-100036422", "Valneva France"},
    {"ORG-100001981", "Serum Institute of India"},
    {"Gamaleya-Research-Institute", "Gamaleya Research Institute"},
    {"Vector-Institute", "Vector Institute"},
    {"Sinovac-Biotech", "Sinovac Biotech"},
    {"Bharat-Biotech", "Bharat Biotech"},
});

constexpr std::array kTestTypes = std::to_array<Entry>({
    {"LP6464-4", "Nucleic acid amplification"},
    {"LP217198-3", "Rapid immunoassay"},
});

constexpr std::array kTestDevices = std::to_array<Entry>({
    {"345", "SD Biosensor, STANDARD Q COVID-19 Ag"},
    {"1232", "Abbott, Panbio COVID-19 Ag"},
    {"1468", "ACON, Flowflex SARS-CoV-2 Antigen"},
    {"1604", "Roche, SARS-CoV-2 Antigen"},
});

std::span<const Entry> EntriesOf(ValueSet set) {
  switch (set) {
    case ValueSet::kDisease:
      return kDiseases;
    case ValueSet::kVaccine:
      return kVaccines;
    case ValueSet::kVaccineProduct:
      return kProducts;
    case ValueSet::kVaccineManufacturer:
      return kManufacturers;
    case ValueSet::kTestType:
      return kTestTypes;
    case ValueSet::kTestDevice:
      break;
  }
  return kTestDevices;
}

}  // namespace

std::string_view NameOf(ValueSet set, std::string_view code) {
  const std::span<const Entry> entries = EntriesOf(set);
  const auto found = std::ranges::find(entries, code, &Entry::code);
  return found == entries.end() ? std::string_view{} : found->name;
}

Coded CodedIn(ValueSet set, std::string_view code) {
  return {.code = std::string(code), .name = std::string(NameOf(set, code))};
}

}  // namespace clearway::certificate
