#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/core/clock.h"
#include "base/encoding/json.h"
#include "certificate/cbor_fields.h"
#include "certificate/certificate.h"

namespace clearway::certificate {

// Reads the fields of one JSON object and remembers the first that breaks its specification, as
// CborFields does for CBOR. Absent and null are the same. Lives as long as the object's Document
// and `problem`.
class JsonFields {
 public:
  // `where` names the object in a problem, for instance "msg"; `problem` stays empty while all is
  // well.
  JsonFields(encoding::json::Item object, std::string_view where, std::string& problem)
      : object_(object), where_(where), problem_(&problem) {}

  // The field's value, unless it is absent.
  [[nodiscard]] std::optional<encoding::json::Item> Find(std::string_view key,
                                                         Need need = Need::kOptional);
  // The Document keeps it; empty when absent.
  [[nodiscard]] std::string_view Text(std::string_view key, Need need = Need::kOptional);
  // A count from 0 to 255.
  [[nodiscard]] std::optional<unsigned> Count(std::string_view key, Need need = Need::kOptional);
  // One from 1 to 255.
  [[nodiscard]] std::optional<unsigned> Ordinal(std::string_view key, Need need = Need::kOptional);
  // A date as ParsePartialDate takes it; nullopt when absent.
  [[nodiscard]] std::optional<PartialDate> Date(std::string_view key, Need need = Need::kOptional);
  // Seconds since the epoch, cut down to whole ones (RFC 7519 NumericDate). What lies behind the
  // year 9999, as milliseconds do, is its last second: it has the same meaning to a check.
  [[nodiscard]] std::optional<Timestamp> NumericDate(std::string_view key,
                                                     Need need = Need::kOptional);
  // Remembers that this field breaks the specification.
  void Refuse(std::string_view key, std::string_view why);

 private:
  encoding::json::Item object_;
  std::string_view where_;
  std::string* problem_;
};

}  // namespace clearway::certificate
