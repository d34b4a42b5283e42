#pragma once

#include <string>
#include <string_view>

#include "certificate/certificate.h"

// The public code systems that WHO, SMART and ICAO certificates write their contents in: SNOMED CT,
// LOINC, CVX and ICD-11, as far as travel needs them. A code that is not known here keeps its code.
namespace clearway::certificate {

// Of the diseases, in SNOMED CT.
inline constexpr std::string_view kCovid19 = "840539006";

// A code as FHIR and WHO's data sets write it: the system's URI, the code, and the issuer's words
// for it, which stand where the code is not known here. Without a system the code is taken for one
// of the system that is expected there.
struct Coding {
  std::string_view system;
  std::string_view code;
  std::string_view display;
};

// With the name that is known here, or else the issuer's words. A code that its own system does not
// know and another does is left out: who looks at the code alone would take it for that one's.
[[nodiscard]] Coded CodedFrom(const Coding& coding);

// What it calls itself: its display, or else its code.
[[nodiscard]] std::string WordsOf(const Coding& coding);

// The disease that a vaccine, a test or a pathogen is about, in SNOMED CT; empty where unknown.
[[nodiscard]] Coded DiseaseOf(const Coding& coding);

// The disease that an issuer states, in its own code or words where they are not known here; where
// it states none, the one that its vaccine or its test is about.
[[nodiscard]] Coded StatedDisease(const Coding& stated, const Coding& about);

// What a LOINC code tests for; kOther where it is not known.
[[nodiscard]] TestKind TestKindOf(std::string_view code);
[[nodiscard]] TestKind TestKindOf(const Coding& coding);
// From the SNOMED CT codes for (not) detected, positive, negative and inconclusive; kUnclear for
// all others.
[[nodiscard]] TestResult TestResultOf(std::string_view code);
// From LOINC's answers, too.
[[nodiscard]] TestResult TestResultOf(const Coding& coding);
// From HL7's codes for how a result is interpreted (ObservationInterpretation); kUnclear for all
// others. Those of what is usual say nothing of a result.
[[nodiscard]] TestResult TestResultInterpretedAs(std::string_view code);
// From the English words of a few formats, in capitals or not; kUnclear for all others.
[[nodiscard]] TestResult TestResultIn(std::string_view words);

}  // namespace clearway::certificate
