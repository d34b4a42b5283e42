#pragma once

#include <string>

#include "base/encoding/json.h"
#include "certificate/certificate.h"

// The FHIR R4 resources that SMART Health Cards carry (HL7 FHIR 4.0.1; SMART Health Cards:
// Vaccination & Testing Implementation Guide).
namespace clearway::certificate {

// Reads the holder (Patient) and the records (Immunization, Observation) of a bundle; resources of
// other types, and those that say they did not take place or are not final, are passed over. The
// bundle must be about exactly one patient and hold one record at least; a record that names
// another than this patient, or somebody in a way that cannot be followed, breaks that; one that
// names nobody does not. The first thing that
// breaks this goes into `problem`.
void ReadFhirBundle(const encoding::json::Item& bundle, Certificate& certificate,
                    std::string& problem);

}  // namespace clearway::certificate
