#pragma once

#include <string>
#include <string_view>

namespace clearway::certificate {

// Whether two codes name the same country or territory: ISO 3166-1 alpha-2 or alpha-3 in either
// case, those of ICAO Doc 9303-3 section 5 that issue documents of their own (D, EUE, UNO, RKS), and
// its specimens' UTO. Unknown and empty codes name none.
[[nodiscard]] bool IsSameCountry(std::string_view one, std::string_view other);

}  // namespace clearway::certificate
