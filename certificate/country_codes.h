#pragma once

#include <string>
#include <string_view>

namespace clearway::certificate {

// Whether two codes name the same country or territory: ISO 3166-1 alpha-2 or alpha-3 in either
// case, those of ICAO Doc 9303-3 section 5 that issue documents of their own (D, EUE, UNO, RKS),
// its specimens' UTO, and what the EU writes otherwise (EL, UK, XK). Unknown and empty codes name
// none.
[[nodiscard]] bool IsSameCountry(std::string_view one, std::string_view other);

// The same for who issues or signs: a code that no table has, such as the XX of test keys, is still
// the same as itself.
[[nodiscard]] bool IsSameIssuingCountry(std::string_view one, std::string_view other);

// What a country in the EU's lists has beside a code in capitals: EL and GR are Greece, UK and GB
// the United Kingdom. Empty: nothing.
[[nodiscard]] std::string_view OtherCodeOf(std::string_view code);

// The code that rules compare, in capitals: the two letters of the country that IsSameCountry knows
// by three letters or one; every other code as it is.
[[nodiscard]] std::string TwoLetters(std::string_view code);

// Whether a code can name who issues: one that IsSameCountry knows, or one that ISO 3166-1 leaves
// to its users (AA, QM to QZ, XA to XZ, ZZ, and the same with a third letter).
[[nodiscard]] bool IsIssuingCountry(std::string_view code);

}  // namespace clearway::certificate
