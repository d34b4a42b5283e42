#pragma once

#include <optional>
#include <string>
#include <vector>

namespace clearway::hal {

// The name under which a printer that offers these sizes takes a page for this paper; nullopt: it
// has no such paper. All are PWG 5101.1 names, `offered` a printer's media-supported, with its
// custom_min_ and custom_max_ names as bounds. What differs by less than a millimetre is the same.
// A roll (custom_roll-80_80x231mm) comes out at the next length that is offered, and one that is
// offered 8 mm narrower is the same roll: thermal printers leave 4 mm on both sides blank, as such
// pages do, and some drivers name a roll by what they print of it. A roll of no length
// (custom_roll-80_80x0mm) is one whose page is not known yet: its width counts. The paper's own
// name when the printer names no size at all, and for a name that holds none.
[[nodiscard]] std::optional<std::string> OfferedPaper(const std::vector<std::string>& offered,
                                                      const std::string& paper);

}  // namespace clearway::hal
