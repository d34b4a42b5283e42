#include "certificate/presentation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clearway::certificate {
namespace {

// Collects the fields of one section; what the certificate does not say has no line.
class SectionBuilder {
 public:
  SectionBuilder(const Certificate& certificate, std::string title)
      : certificate_(certificate), section_{.title = std::move(title), .fields = {}} {}

  void Add(const char* id, const char* label, Value value) {
    const bool is_signed =
        std::ranges::find(certificate_.unsigned_fields, id) == certificate_.unsigned_fields.end();
    section_.fields.push_back(
        {.id = id, .label = label, .value = std::move(value), .is_signed = is_signed});
  }
  void AddText(const char* id, const char* label, const std::string& text) {
    if (!text.empty()) Add(id, label, text);
  }
  void AddMessage(const char* id, const char* label, const char* message) {
    Add(id, label, Message{message, {}});
  }
  void AddCountry(const char* id, const char* label, const std::string& code) {
    if (!code.empty()) Add(id, label, Country{code});
  }
  void AddDate(const char* id, const char* label, const PartialDate& date) {
    if (date.year) Add(id, label, date);
  }
  void AddMoment(const char* id, const char* label, const std::optional<Timestamp>& moment) {
    if (moment) Add(id, label, *moment);
  }
  void AddCoded(const char* id, const char* label, const Coded& coded) {
    AddText(id, label, coded.name.empty() ? coded.code : coded.name);
  }

  Section Take() && { return std::move(section_); }

 private:
  const Certificate& certificate_;
  Section section_;
};

const char* TitleOf(Format format) {
  switch (format) {
    case Format::kEuDcc:
      return Translatable("EU Digital COVID Certificate");
    case Format::kWhoDdcc:
      return Translatable("WHO Digital Documentation of COVID-19 Certificate");
    case Format::kSmartHealthCard:
      return Translatable("SMART Health Card");
    case Format::kVdsNc:
      return Translatable("ICAO Visible Digital Seal");
    case Format::kTravelHealth:
      return Translatable("International Travel Health Certificate");
    case Format::kDivoc:
      return Translatable("DIVOC Vaccination Certificate");
    case Format::kUnknown:
      break;
  }
  return Translatable("Health certificate");
}

const char* NameOf(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kOrdinaryPassport:
      return Translatable("Ordinary passport");
    case DocumentKind::kDiplomaticPassport:
      return Translatable("Diplomatic passport");
    case DocumentKind::kServicePassport:
      return Translatable("Service passport");
    case DocumentKind::kPublicAffairsPassport:
      return Translatable("Passport for public affairs");
    case DocumentKind::kTravelDocument:
      return Translatable("Travel document");
    case DocumentKind::kForeignPassport:
      return Translatable("Foreign passport");
    case DocumentKind::kOther:
      break;
  }
  return Translatable("Other document");
}

const char* TitleOf(TestKind kind) {
  switch (kind) {
    case TestKind::kNucleicAcid:
      return Translatable("Nucleic acid test");
    case TestKind::kAntigen:
      return Translatable("Antigen test");
    case TestKind::kAntibodyIgG:
      return Translatable("IgG antibody test");
    case TestKind::kAntibodyIgM:
      return Translatable("IgM antibody test");
    case TestKind::kOther:
      break;
  }
  return Translatable("Test");
}

const char* NameOf(TestResult result) {
  switch (result) {
    case TestResult::kNegative:
      return Translatable("Negative");
    case TestResult::kPositive:
      return Translatable("Positive");
    case TestResult::kInconclusive:
    case TestResult::kUnclear:
      break;
  }
  return Translatable("Inconclusive");
}

Section HolderSection(const Certificate& certificate) {
  SectionBuilder section(certificate, Translatable("Holder"));
  const Holder& holder = certificate.holder;
  const Name& name = holder.name;
  section.AddText("holder.chinese_name", Translatable("Name in Chinese"), name.chinese);
  section.AddText("holder.name", Translatable("Name"), name.full);
  section.AddText("holder.surname", Translatable("Surname"),
                  name.surname.empty() ? name.surname_icao : name.surname);
  section.AddText("holder.given_names", Translatable("Given names"),
                  name.given.empty() ? name.given_icao : name.given);
  section.AddDate("holder.birth_date", Translatable("Date of birth"),
                  holder.birth_date.value_or(PartialDate{}));
  if (holder.sex != Sex::kUnspecified) {
    section.AddMessage("holder.sex", Translatable("Sex"),
                       holder.sex == Sex::kFemale ? Translatable("Female") : Translatable("Male"));
  }
  section.AddCountry("holder.nationality", Translatable("Nationality"), holder.nationality);
  return std::move(section).Take();
}

Section DocumentSection(const Certificate& certificate, const TravelDocument& document) {
  SectionBuilder section(certificate, Translatable("Document of travel"));
  section.AddMessage("document.kind", Translatable("Kind"), NameOf(document.kind));
  section.AddText("document.number", Translatable("Number"), document.number);
  section.AddCountry("document.country", Translatable("Issued by"), document.issuing_country);
  return std::move(section).Take();
}

void AddDetails(SectionBuilder& section, const Vaccination& vaccination) {
  section.AddCoded("vaccination.product", Translatable("Product"), vaccination.product);
  section.AddCoded("vaccination.vaccine", Translatable("Vaccine"), vaccination.vaccine);
  section.AddCoded("vaccination.manufacturer", Translatable("Manufacturer"),
                   vaccination.manufacturer);
  if (vaccination.dose && vaccination.doses) {
    section.Add("vaccination.dose", Translatable("Dose"),
                Message{Translatable("{1} of {2}"),
                        {std::to_string(*vaccination.dose), std::to_string(*vaccination.doses)}});
  } else if (vaccination.dose) {
    section.Add("vaccination.dose", Translatable("Dose"), std::to_string(*vaccination.dose));
  }
  section.AddDate("vaccination.date", Translatable("Date"), vaccination.given_on);
}

void AddDetails(SectionBuilder& section, const Test& test) {
  if (test.result == TestResult::kUnclear) {
    section.AddText("test.result", Translatable("Result"), test.result_words);
  } else {
    section.AddMessage("test.result", Translatable("Result"), NameOf(test.result));
  }
  if (test.sampled_at) {
    section.AddMoment("test.sampled_at", Translatable("Sample taken"), test.sampled_at);
  } else {
    section.AddDate("test.sampled_at", Translatable("Sample taken"), test.sampled_on);
  }
  section.AddCoded("test.method", Translatable("Method"), test.method);
  section.AddText("test.facility", Translatable("Test centre"), test.facility);
}

void AddDetails(SectionBuilder& section, const Recovery& recovery) {
  section.AddDate("recovery.first_positive", Translatable("First positive test"),
                  recovery.first_positive);
  section.AddDate("recovery.valid_from", Translatable("Valid from"), recovery.valid_from);
  section.AddDate("recovery.valid_until", Translatable("Valid until"), recovery.valid_until);
}

const char* NameOf(DeclarationStatus status) {
  switch (status) {
    case DeclarationStatus::kSubmitted:
      return Translatable("Submitted");
    case DeclarationStatus::kMoreNeeded:
      return Translatable("More documents needed");
    case DeclarationStatus::kGreen:
      return Translatable("Green");
    case DeclarationStatus::kCancelled:
      break;
  }
  return Translatable("Cancelled");
}

const char* NameOf(Declarer declarer) {
  switch (declarer) {
    case Declarer::kHolder:
      return Translatable("The traveller");
    case Declarer::kSpouse:
      return Translatable("Spouse");
    case Declarer::kParent:
      return Translatable("Parent");
    case Declarer::kChild:
      return Translatable("Child");
    case Declarer::kRelative:
      return Translatable("Another relative");
    case Declarer::kOther:
      break;
  }
  return Translatable("Somebody else");
}

const char* NameOf(DiagnosisHistory history) {
  switch (history) {
    case DiagnosisHistory::kNever:
      return Translatable("Never");
    case DiagnosisHistory::kRecovered:
      return Translatable("Recovered");
    case DiagnosisHistory::kPresent:
      break;
  }
  return Translatable("Present");
}

void AddItinerary(SectionBuilder& section, const Declaration& declaration) {
  for (const Leg& leg : declaration.itinerary) {
    const std::string service = leg.service.empty() ? "" : " (" + leg.service + ")";
    section.AddText("declaration.leg", Translatable("Journey"),
                    leg.from + " \u2013 " + leg.to + service);
    section.AddDate("declaration.departure", Translatable("Departure"), leg.day);
  }
  section.AddText("declaration.entry_point", Translatable("Point of entry"),
                  declaration.entry_point);
  section.AddText("declaration.residence", Translatable("Residence"), declaration.residence);
}

void AddHealth(SectionBuilder& section, const Declaration& declaration) {
  for (const DeclaredTest& test : declaration.tests) {
    section.AddMessage("declaration.test", TitleOf(test.kind), NameOf(test.result));
    section.AddDate("declaration.sampled_on", Translatable("Sample taken"), test.sampled_on);
  }
  section.AddText("declaration.doses", Translatable("Doses of vaccine"),
                  std::to_string(declaration.doses));
  section.AddDate("declaration.last_dose", Translatable("Last dose"), declaration.last_dose);
  section.AddMessage("declaration.diagnosis", Translatable("Earlier diagnosis"),
                     NameOf(declaration.diagnosis));
  section.AddDate("declaration.diagnosed_on", Translatable("Diagnosed"), declaration.diagnosed_on);
}

void AddDetails(SectionBuilder& section, const Declaration& declaration) {
  section.AddMessage("declaration.status", Translatable("Status"), NameOf(declaration.status));
  section.AddMessage("declaration.declarer", Translatable("Declared by"),
                     NameOf(declaration.declarer));
  section.AddText("declaration.declarer_name", Translatable("Name of the declarer"),
                  declaration.declarer_name);
  AddItinerary(section, declaration);
  AddHealth(section, declaration);
  section.AddText("declaration.mission", Translatable("Mission"), declaration.mission);
  section.AddText("declaration.replaces", Translatable("Replaces number"), declaration.replaces);
}

bool IsDeclaration(const Record& record) {
  return std::holds_alternative<Declaration>(record.details);
}

const char* TitleOf(const Record& record) {
  if (IsDeclaration(record)) return Translatable("Health declaration");
  if (const auto* test = std::get_if<Test>(&record.details)) return TitleOf(test->kind);
  if (std::holds_alternative<Recovery>(record.details)) return Translatable("Recovery");
  return Translatable("Vaccination");
}

Section RecordSection(const Certificate& certificate, const Record& record) {
  SectionBuilder section(certificate, TitleOf(record));
  section.AddCoded("record.disease", Translatable("Disease"), record.disease);
  std::visit([&section](const auto& details) { AddDetails(section, details); }, record.details);
  section.AddCountry("record.country", Translatable("Country"), record.country);
  section.AddText("record.issuer", Translatable("Issuer of the record"), record.issuer);
  section.AddText("record.id", Translatable("Record number"), record.id);
  return std::move(section).Take();
}

// An issuer is a country's code in most formats, and an authority's name in others.
bool IsCountryCode(const std::string& issuer) {
  return (issuer.size() == 2 || issuer.size() == 3) &&
         std::ranges::all_of(issuer, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

Section IssueSection(const Certificate& certificate) {
  SectionBuilder section(certificate, Translatable("Certificate"));
  if (IsCountryCode(certificate.issuer)) {
    section.AddCountry("certificate.issuer", Translatable("Issuer"), certificate.issuer);
  } else {
    section.AddText("certificate.issuer", Translatable("Issuer"), certificate.issuer);
  }
  section.AddText("certificate.serial", Translatable("Certificate number"), certificate.serial);
  section.AddMoment("certificate.issued_at", Translatable("Issued"), certificate.issued_at);
  section.AddMoment("certificate.not_before", Translatable("Valid from"), certificate.not_before);
  section.AddMoment("certificate.expires_at", Translatable("Valid until"), certificate.expires_at);
  return std::move(section).Take();
}

// Every field, section by section.
std::vector<Section> AllSections(const Certificate& certificate) {
  std::vector<Section> sections;
  sections.push_back(HolderSection(certificate));
  if (certificate.document) {
    sections.push_back(DocumentSection(certificate, *certificate.document));
  }
  for (const Record& record : certificate.records) {
    sections.push_back(RecordSection(certificate, record));
  }
  sections.push_back(IssueSection(certificate));
  return sections;
}

}  // namespace

Presentation Present(const Certificate& certificate, const Disclosure& disclosure) {
  Presentation presentation;
  const bool declares = std::ranges::any_of(certificate.records, IsDeclaration);
  presentation.title = declares ? Translatable("Health declaration") : TitleOf(certificate.format);
  for (Section& section : AllSections(certificate)) {
    const std::size_t said = section.fields.size();
    std::erase_if(section.fields,
                  [&disclosure](const Field& field) { return !disclosure.Shows(field.id); });
    const bool is_hidden = said > 0 && section.fields.empty();
    if (!is_hidden) presentation.sections.push_back(std::move(section));
  }
  return presentation;
}

Presentation Present(const Certificate& certificate) {
  return Present(certificate, Disclosure::Everything());
}

Name ShownName(const Name& name, const Disclosure& disclosure) {
  Name shown;
  if (disclosure.Shows("holder.chinese_name")) shown.chinese = name.chinese;
  if (disclosure.Shows("holder.name")) shown.full = name.full;
  if (disclosure.Shows("holder.surname")) {
    shown.surname = name.surname;
    shown.surname_icao = name.surname_icao;
  }
  if (disclosure.Shows("holder.given_names")) {
    shown.given = name.given;
    shown.given_icao = name.given_icao;
  }
  return shown;
}

}  // namespace clearway::certificate
