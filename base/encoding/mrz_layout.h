#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// Where everything stands in a machine-readable zone, and which characters may stand there: ICAO
// Doc 9303 parts 4 to 7. Lines and columns are counted from 0.
namespace clearway::encoding::mrz {

enum class Format : std::uint8_t {
  kTd1,    // identity cards: 3 lines of 30 (part 5)
  kTd2,    // larger cards: 2 lines of 36 (part 6)
  kTd3,    // passports: 2 lines of 44 (part 4)
  kVisaA,  // MRV-A: 2 lines of 44 (part 7)
  kVisaB,  // MRV-B: 2 lines of 36 (part 7)
};

// A run of columns in one line; of length 0 where a format has no such field.
struct Field {
  std::uint8_t line = 0;
  std::uint8_t begin = 0;
  std::uint8_t length = 0;
};

struct Layout {
  std::uint8_t lines = 0;
  std::uint8_t columns = 0;
  std::string_view first_letters;  // of the document code
  Field code, issuer, names;
  Field number, number_check;
  Field nationality;
  Field birth_date, birth_date_check;
  Field sex;
  Field expiry, expiry_check;
  Field optional_data, optional_data_check;
  Field more_optional_data;  // TD1's second line
  Field composite_check;
  std::span<const Field> composite;  // what the composite check digit is computed over
  bool has_long_numbers = false;     // a number over 9 characters goes on in the optional data
};

[[nodiscard]] const Layout& LayoutOf(Format format);

// The characters that may stand at a position, for whoever reads the zone from a picture. Empty
// outside of the format.
[[nodiscard]] std::string_view AlphabetAt(Format format, std::size_t line, std::size_t column);

}  // namespace clearway::encoding::mrz
