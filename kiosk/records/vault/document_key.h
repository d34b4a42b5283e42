#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding/bytes.h"
#include "base/encoding/mrz.h"
#include "keys/secret.h"

namespace clearway::vault {

// The fields of a passport's machine-readable zone that a check digit protects, so that a camera or
// a tired traveller cannot misread them unnoticed. The name has none, and is left out.
enum class DocumentField : std::uint8_t { kNumber, kBirthDate, kExpiry };
[[nodiscard]] const char* ToString(DocumentField field);

// What of a passport finds and opens its holder's copy. It is no secret by itself: anybody who has
// seen the passport knows it. Moves, never copies; wiped at its end.
class DocumentKey {
 public:
  // From a zone that was read. The error is the first field whose check digit fails or that is not
  // there.
  [[nodiscard]] static std::expected<DocumentKey, DocumentField> FromZone(
      const encoding::mrz::Zone& zone);
  // From fields that somebody typed as they stand in the zone, each with its check digit behind it:
  // "L898902C36", "7408122", "1204159". Fillers between number and check digit may be typed or not.
  [[nodiscard]] static std::expected<DocumentKey, DocumentField> FromTyped(
      std::string_view number, std::string_view birth_date, std::string_view expiry);

  // The three fields in one order and spelling, however they came.
  [[nodiscard]] encoding::ByteView view() const { return text_.view(); }
  [[nodiscard]] std::string_view number() const;
  [[nodiscard]] std::string_view birth_date() const;  // YYMMDD, parts that are not known 00
  // The dates in their usual orders and the number's digits: nobody may choose these as a PIN.
  [[nodiscard]] std::vector<std::string> GuessablePins() const;

 private:
  DocumentKey(std::string_view number, std::string_view birth_date, std::string_view expiry);
  keys::Secret text_;
};

}  // namespace clearway::vault
