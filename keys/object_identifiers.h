#pragma once

// The object identifiers that signer certificates carry.
namespace clearway::keys {

// Extended key usage of EU DCC signers (EU trust framework, "DSC" profile). Both arcs occur: the
// one with the zero was printed in an early specification and is in most real certificates.
inline constexpr const char* kEuTest = "1.3.6.1.4.1.1847.2021.1.1";
inline constexpr const char* kEuVaccination = "1.3.6.1.4.1.1847.2021.1.2";
inline constexpr const char* kEuRecovery = "1.3.6.1.4.1.1847.2021.1.3";
inline constexpr const char* kEuTestWithZero = "1.3.6.1.4.1.0.1847.2021.1.1";
inline constexpr const char* kEuVaccinationWithZero = "1.3.6.1.4.1.0.1847.2021.1.2";
inline constexpr const char* kEuRecoveryWithZero = "1.3.6.1.4.1.0.1847.2021.1.3";

// Extended key usage of signers of visible digital seals (ICAO Doc 9303-12, "VDS-NC signer").
inline constexpr const char* kVdsNcSigning = "2.23.136.1.1.14.2";
// Extension: the types of the documents that a signer may sign ("DocumentType", the same).
inline constexpr const char* kDocumentTypeList = "2.23.136.1.1.6.2";

// Our own, under an arc made from a UUID (ITU-T X.667), so that no registry is needed.
// Extended key usage: signs travel health certificates (docs/formats/travel-health.md).
inline constexpr const char* kTravelHealthSigning =
    "2.25.263311707100896886924267748343460975886.1";
// Extended key usage: signs health declarations of the same profile, and nothing else.
inline constexpr const char* kHealthDeclarationSigning =
    "2.25.263311707100896886924267748343460975886.3";
// Certificate policy: a demonstration key, which anybody can make and nobody may trust.
inline constexpr const char* kDemonstrationPolicy =
    "2.25.263311707100896886924267748343460975886.2";

}  // namespace clearway::keys
