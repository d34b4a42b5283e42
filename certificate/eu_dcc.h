#pragma once

#include <string>
#include <string_view>

#include "base/encoding/cbor.h"
#include "certificate/certificate.h"

// The content of an EU Digital COVID Certificate (eHealth Network, "Technical Specifications for EU
// Digital COVID Certificates", JSON schema 1.3.0). certificate/hc1.h unpacks and checks it.
namespace clearway::certificate {

// WHO's formats share it.
inline constexpr std::string_view kEuDccPrefix = "HC1:";

// Reads holder and records. The first field that breaks the specification goes into `problem`.
void ReadEuDcc(const encoding::cbor::Item& dcc, Certificate& certificate, std::string& problem);

}  // namespace clearway::certificate
