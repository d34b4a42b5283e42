#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "certificate/certificate.h"

namespace clearway::certificate {

// The value sets of the EU's eHealth Network, and names of further diseases in SNOMED CT.
enum class ValueSet : std::uint8_t {
  kDisease,
  kVaccine,
  kVaccineProduct,
  kVaccineManufacturer,
  kTestType,
  kTestDevice,
};

// The English name of a code; empty when the set, as far as it is known here, does not have it.
[[nodiscard]] std::string_view NameOf(ValueSet set, std::string_view code);

// The code with its name, if that is known.
[[nodiscard]] Coded CodedIn(ValueSet set, std::string_view code);

}  // namespace clearway::certificate
