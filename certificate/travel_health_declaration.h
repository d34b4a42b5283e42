#pragma once

#include <string>

#include "certificate/cbor_fields.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

// Reads a record of the type "declaration" (docs/formats/travel-health.md). What breaks the
// specification goes into `problem`, by its field.
[[nodiscard]] Declaration ReadDeclaration(NumberKeyedFields& fields, std::string& problem);

// What holds for a certificate with a declaration: it is its only record, and is short-lived.
// Empty: all is well, or there is none.
[[nodiscard]] std::string DeclarationProblem(const Certificate& certificate);

}  // namespace clearway::certificate
