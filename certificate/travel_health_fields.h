#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "certificate/cbor_fields.h"
#include "certificate/certificate.h"
#include "certificate/travel_health_keys.h"

// Kinds of fields that only travel health certificates have (docs/formats/travel-health.md). What
// breaks the specification is refused in `fields`.
namespace clearway::certificate::travel_health {

// A whole day is a number of days (RFC 8943 without its tag), any other date a text.
[[nodiscard]] std::optional<PartialDate> ReadDate(NumberKeyedFields& fields, std::int64_t key,
                                                  Need need);

// A code is a number where the code system has numbers (SNOMED CT), and a text otherwise.
[[nodiscard]] std::string ReadCode(NumberKeyedFields& fields, std::int64_t key, Need need);

// A number that stands for a kind of thing: nullopt when it is absent, or in no row of the table.
template <typename Table>
auto ReadKind(NumberKeyedFields& fields, std::int64_t key, const Table& table, Need need) {
  const auto item = fields.Find(key, need);
  const auto kind = KindOf(table, item ? item->AsInteger() : std::nullopt);
  if (item && !kind) fields.Refuse(key, "has an unknown value");
  return kind;
}

}  // namespace clearway::certificate::travel_health
