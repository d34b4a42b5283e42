#pragma once

#include <string>

#include "base/encoding/cbor.h"
#include "certificate/certificate.h"

// The content of a WHO Digital Documentation of COVID-19 Certificate: the core data sets DDCC:VS
// (WHO/2019-nCoV/Digital_certificates/vaccination/2021.1) and DDCC:TR
// (WHO/2019-nCoV/Digital_certificates_diagnostic_test_results/2022.1), fields by their names. They
// serve for any disease: "disease" says which. WHO's implementation guide (DDCCCoreDataSetVS, TR)
// nests them: "vaccination" or "test", and "certificate" with its period; both forms are read.
// certificate/hc1.h unpacks and checks it.
namespace clearway::certificate {

// Reads holder, validity and the one record, which is a test where there is a field "test" and a
// vaccination otherwise. Only a name and what the record is about are required: what WHO's own
// samples leave out, down to the date of the dose, stays unknown. Days of validity are whole days
// in UTC; they narrow what `certificate` says already, and never widen it. The first field that
// breaks the specification goes into `problem`.
void ReadWhoDdcc(const encoding::cbor::Item& content, Certificate& certificate,
                 std::string& problem);

}  // namespace clearway::certificate
