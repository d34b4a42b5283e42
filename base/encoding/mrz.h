#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/encoding/mrz_layout.h"

// The machine-readable zone of passports, cards and visas: ICAO Doc 9303 parts 3 to 7.
namespace clearway::encoding::mrz {

// A date as far as the zone knows it: an unknown part is filled with < (or, by some issuers, 00).
struct Date {
  std::optional<int> year;  // with its century
  std::optional<unsigned> month;
  std::optional<unsigned> day;
  bool operator==(const Date&) const = default;
};

enum class Sex : std::uint8_t { kUnspecified, kFemale, kMale };

// A check digit's verdict. Each digit protects its own field; the composite all of them, but not
// the names.
enum class Check : std::uint8_t { kHolds, kFails, kAbsent };
struct Checks {
  Check number = Check::kAbsent;
  Check birth_date = Check::kAbsent;
  Check expiry = Check::kAbsent;
  Check optional_data = Check::kAbsent;  // TD3 alone has one
  Check composite = Check::kAbsent;      // visas have none
  // Whether the zone was read as it was printed, as far as its digits can tell.
  [[nodiscard]] bool none_fails() const;
  bool operator==(const Checks&) const = default;
};

// What a zone says. Texts are of A-Z, 0-9 and <, without the fillers behind them; the parts of a
// name are separated by one space.
struct Zone {
  Format format = Format::kTd3;
  std::string code;    // "P", "PD", "I", "AC", "V"
  std::string issuer;  // Doc 9303-3 section 5: "UTO", "D"
  std::string primary_name;
  std::string secondary_name;      // empty for people with one name
  bool name_may_be_cut = false;    // the field is full, so that some of the name may be left out
  std::string number;              // whole, also where it goes on in the optional data
  std::string nationality;         // Doc 9303-3 section 5
  Date birth_date;                 //
  Sex sex = Sex::kUnspecified;     //
  Date expiry;                     // of a visa: valid until
  std::string optional_data;       // a TD3's personal number
  std::string more_optional_data;  // TD1 only
  Checks checks;                   // Parse's findings; Compose computes its own
};

// Doc 9303-3 section 4.9: weights 7, 3, 1; letters count from 10, < counts 0. `text` is of A-Z,
// 0-9 and <.
[[nodiscard]] char CheckDigit(std::string_view text);

// Reads the lines of one zone, separated by CR, LF, both, or not at all, as document readers send
// them. The year of birth is the latest that is not after `now`; that of expiry lies within 50
// years of it. kInvalid: other lengths or characters, a date that no calendar has, no name.
// A check digit that fails is no error: `checks` has it.
[[nodiscard]] Result<Zone> Parse(std::string_view text, Timestamp now);

// The lines of a zone. A name that is too long is cut by Doc 9303's rules. kInvalid: a value that
// does not fit its field or has other characters (see Transliterate for names).
[[nodiscard]] Result<std::vector<std::string>> Compose(const Zone& zone);

// The name field of `width` columns: PRIMARY<<SECONDARY<<<. A name that is too long loses its end,
// but keeps an initial of the secondary name, and fills the last column with a letter, which tells
// readers that something may be missing (Doc 9303-4 section 4.2.3).
[[nodiscard]] std::string ComposeName(std::string_view primary, std::string_view secondary,
                                      std::size_t width);

}  // namespace clearway::encoding::mrz
