#pragma once

#include <string>

#include "base/encoding/json.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

// Reads the `data` of a seal (ICAO Technical Report "VDS-NC", profiles PoV and PoT): header and
// message of icao.vacc and icao.test, version 1. Each dose is a record of its own. The first field
// that breaks the specification goes into `problem`.
void ReadVdsNcData(const encoding::json::Item& data, Certificate& certificate,
                   std::string& problem);

}  // namespace clearway::certificate
