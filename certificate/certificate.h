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
enum class TestResult : std::uint8_t {
  kNegative,
  kPositive,
  kInconclusive,
  kUnclear,  // it is not understood here, or contradicts itself: no rule can be about it
};

struct Test {
  TestKind kind = TestKind::kOther;
  Coded method;             // the test's type code, name or device
  std::string type_code;    // what kind of test it is, in LOINC, where the certificate says it
  std::string device_code;  // of the EU's list of rapid tests
  std::string test_name;    // as an EU DCC's issuer wrote it
  std::optional<Timestamp> sampled_at;
  bool is_zone_assumed = false;  // sampled_at was written without its zone and is taken for UTC
  PartialDate sampled_on;        // when only the day is known
  TestResult result = TestResult::kUnclear;
  std::string result_words;  // the issuer's, or its code, where the result is unclear
  std::string facility;
};

struct Recovery {
  PartialDate first_positive;
  PartialDate valid_from;
  PartialDate valid_until;
};

// How far the review of a declaration has come. Only kGreen lets its holder travel.
enum class DeclarationStatus : std::uint8_t { kSubmitted, kMoreNeeded, kGreen, kCancelled };

// Who declares for the holder.
enum class Declarer : std::uint8_t { kHolder, kSpouse, kParent, kChild, kRelative, kOther };

// What the holder says of having had the disease.
enum class DiagnosisHistory : std::uint8_t { kNever, kRecovered, kPresent };

// One stretch of the journey.
struct Leg {
  std::string from;  // IATA code of an airport, or a place's name
  std::string to;
  PartialDate day;      // of departure
  std::string service;  // flight or train number
};

// A test that is declared, not proven: its own certificate would prove it.
struct DeclaredTest {
  TestKind kind = TestKind::kOther;
  TestResult result = TestResult::kInconclusive;
  PartialDate sampled_on;
};

// A health declaration that a mission has reviewed. What it declares about tests and doses proves
// nothing by itself; the mission's status does.
struct Declaration {
  DeclarationStatus status = DeclarationStatus::kSubmitted;
  Declarer declarer = Declarer::kHolder;
  std::string declarer_name;  // empty where the holder declares
  std::vector<Leg> itinerary;
  std::string entry_point;  // IATA code of an airport, or the border crossing's name
  std::string residence;    // where the holder will live
  std::vector<DeclaredTest> tests;
  unsigned doses = 0;     // of vaccines
  PartialDate last_dose;  // without a year: none
  DiagnosisHistory diagnosis = DiagnosisHistory::kNever;
  PartialDate diagnosed_on;
  std::string mission;   // that reviewed it
  std::string replaces;  // serial of the declaration that it revokes
};

// One record about one disease.
struct Record {
  Coded disease;
  std::string country;  // where it was given or taken, ISO 3166-1
  std::string issuer;   // who issued this record, as text
  std::string id;       // the record's own identifier (UVCI, serial)
  std::variant<Vaccination, Test, Recovery, Declaration> details;
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
