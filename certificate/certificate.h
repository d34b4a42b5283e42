#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/core/clock.h"

namespace clearway::certificate {

enum class Format : std::uint8_t {
  kUnknown,
  kEuDcc,
  kWhoDdcc,
  kSmartHealthCard,
  kVdsNc,
  kTravelHealth,
  kDivoc,
};
// "eu-dcc", "travel-health" and the like; "unknown" for what is no certificate that we recognise.
[[nodiscard]] const char* ToString(Format format);

// A calendar date as far as it is known: certificates carry "", "1964", "1964-08" and whole days.
struct PartialDate {
  std::optional<int> year;
  std::optional<unsigned> month;  // 1 to 12
  std::optional<unsigned> day;    // 1 to 31
  bool operator==(const PartialDate&) const = default;
};

enum class Sex : std::uint8_t { kUnspecified, kFemale, kMale };

// A person's name as written, and as the ICAO 9303 machine-readable zone writes it (A-Z and <).
struct Name {
  std::string surname;
  std::string given;
  std::string surname_icao;
  std::string given_icao;
  std::string chinese;  // in Chinese characters, family name first
  std::string full;     // of formats that do not tell the surname from the given names
};

struct Holder {
  Name name;
  std::optional<PartialDate> birth_date;
  Sex sex = Sex::kUnspecified;
  std::string nationality;  // ISO 3166-1, as the certificate has it
};

// The kinds of China's International Travel Health Certificate, and foreign passports beside them.
enum class DocumentKind : std::uint8_t {
  kOrdinaryPassport,
  kDiplomaticPassport,
  kServicePassport,
  kPublicAffairsPassport,
  kTravelDocument,
  kForeignPassport,
  kOther,
};

struct TravelDocument {
  DocumentKind kind = DocumentKind::kOther;
  std::string number;
  std::string issuing_country;  // ISO 3166-1
};

// A coded value and, where a value set names it, its English name.
struct Coded {
  std::string code;
  std::string system;  // which value set or code system, e.g. "SNOMED CT"
  std::string name;
};

struct Vaccination {
  Coded vaccine;
  Coded product;
  Coded manufacturer;
  std::optional<unsigned> dose;   // 1-based
  std::optional<unsigned> doses;  // in the series
  PartialDate given_on;
};

enum class TestKind : std::uint8_t { kNucleicAcid, kAntigen, kAntibodyIgG, kAntibodyIgM, kOther };
enum class TestResult : std::uint8_t { kNegative, kPositive, kInconclusive };

struct Test {
  TestKind kind = TestKind::kOther;
  Coded method;  // the test's type code, name or device
  std::optional<Timestamp> sampled_at;
  PartialDate sampled_on;  // when only the day is known
  TestResult result = TestResult::kInconclusive;
  std::string facility;
};

struct Recovery {
  PartialDate first_positive;
  PartialDate valid_from;
  PartialDate valid_until;
};

// One record about one disease.
struct Record {
  Coded disease;
  std::string country;  // where it was given or taken, ISO 3166-1
  std::string issuer;   // who issued this record, as text
  std::string id;       // the record's own identifier (UVCI, serial)
  std::variant<Vaccination, Test, Recovery> details;
};

// Every format becomes this one value (DESIGN decision 1). It says nothing about trust:
// Authenticity does.
struct Certificate {
  Format format = Format::kUnknown;
  Holder holder;
  std::optional<TravelDocument> document;
  std::string issuer;  // country or authority as the signed envelope names it
  std::string serial;  // the certificate's own identifier, for revocation
  std::optional<Timestamp> issued_at;
  std::optional<Timestamp> not_before;
  std::optional<Timestamp> expires_at;
  std::vector<Record> records;
  std::vector<std::string> unsigned_fields;  // Field ids that the signature does not cover
};

}  // namespace clearway::certificate
