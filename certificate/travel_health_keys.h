#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "certificate/certificate.h"

// The numbers of docs/formats/travel-health.md. Numbers that are not here are reserved there.
namespace clearway::certificate::travel_health {

// The CWT claim that holds the content: of the private-use range (RFC 8392 section 9.1).
inline constexpr std::int64_t kContentClaim = -65537;

enum ContentKey : std::int64_t { kHolder = 1, kDocument = 2, kRecords = 3, kSerial = 4 };

enum HolderKey : std::int64_t {
  kSurname = 1,
  kGivenNames = 2,
  kChineseName = 3,
  kBirthDate = 4,
  kSex = 5,
  kNationality = 6,
};

enum DocumentKey : std::int64_t { kDocumentType = 1, kNumber = 2, kIssuingCountry = 3 };

enum RecordKey : std::int64_t {
  kType = 1,
  kDisease = 2,
  kCountry = 3,
  kIssuer = 4,
  kRecordId = 5,
  // tests
  kResult = 10,
  kSampledAt = 11,
  kSampledOn = 12,
  kFacility = 13,
  kMethod = 14,
  // vaccinations
  kVaccine = 20,
  kProduct = 21,
  kManufacturer = 22,
  kDose = 23,
  kDoses = 24,
  kGivenOn = 25,
  // declarations
  kStatus = 30,
  kDeclarer = 31,
  kDeclarerName = 32,
  kItinerary = 33,
  kEntryPoint = 34,
  kResidence = 35,
  kDeclaredTests = 36,
  kDeclaredDoses = 37,
  kLastDose = 38,
  kDiagnosis = 39,
  kDiagnosedOn = 40,
  kMission = 41,
  kReplaces = 42,
};

enum LegKey : std::int64_t { kLegFrom = 1, kLegTo = 2, kLegDay = 3, kLegService = 4 };

// Record types.
inline constexpr std::int64_t kDeclarationType = 30;
inline constexpr std::int64_t kVaccinationType = 20;
inline constexpr std::array kTestTypes = std::to_array<std::pair<std::int64_t, TestKind>>({
    {10, TestKind::kNucleicAcid},
    {11, TestKind::kAntigen},
    {12, TestKind::kAntibodyIgG},
    {13, TestKind::kAntibodyIgM},
});

inline constexpr std::array kStatuses = std::to_array<std::pair<std::int64_t, DeclarationStatus>>({
    {0, DeclarationStatus::kSubmitted},
    {1, DeclarationStatus::kMoreNeeded},
    {2, DeclarationStatus::kGreen},
    {3, DeclarationStatus::kCancelled},
});

inline constexpr std::array kDeclarers = std::to_array<std::pair<std::int64_t, Declarer>>({
    {0, Declarer::kHolder},
    {1, Declarer::kSpouse},
    {2, Declarer::kParent},
    {3, Declarer::kChild},
    {4, Declarer::kRelative},
    {5, Declarer::kOther},
});

inline constexpr std::array kDiagnoses = std::to_array<std::pair<std::int64_t, DiagnosisHistory>>({
    {0, DiagnosisHistory::kNever},
    {1, DiagnosisHistory::kRecovered},
    {2, DiagnosisHistory::kPresent},
});

inline constexpr std::array kResults = std::to_array<std::pair<std::int64_t, TestResult>>({
    {0, TestResult::kNegative},
    {1, TestResult::kPositive},
    {2, TestResult::kInconclusive},
});

// ISO/IEC 5218.
inline constexpr std::array kSexes = std::to_array<std::pair<std::int64_t, Sex>>({
    {0, Sex::kUnspecified},
    {1, Sex::kMale},
    {2, Sex::kFemale},
});

inline constexpr std::array kDocumentTypes = std::to_array<std::pair<std::int64_t, DocumentKind>>({
    {0, DocumentKind::kOther},
    {1, DocumentKind::kOrdinaryPassport},
    {2, DocumentKind::kDiplomaticPassport},
    {3, DocumentKind::kServicePassport},
    {4, DocumentKind::kPublicAffairsPassport},
    {5, DocumentKind::kTravelDocument},
    {6, DocumentKind::kForeignPassport},
});

template <typename Kind, std::size_t N>
constexpr std::optional<Kind> KindOf(const std::array<std::pair<std::int64_t, Kind>, N>& table,
                                     std::optional<std::int64_t> number) {
  for (const auto& [entry, kind] : table) {
    if (entry == number) return kind;
  }
  return std::nullopt;
}

template <typename Kind, std::size_t N>
constexpr std::optional<std::int64_t> NumberOf(
    const std::array<std::pair<std::int64_t, Kind>, N>& table, Kind kind) {
  for (const auto& [number, entry] : table) {
    if (entry == kind) return number;
  }
  return std::nullopt;
}

}  // namespace clearway::certificate::travel_health
