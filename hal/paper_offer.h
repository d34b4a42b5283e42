#pragma once

#include <string>
#include <vector>

namespace clearway::hal {

// Whether a printer that offers these sizes takes this paper; all are PWG 5101.1 names, `offered` a
// printer's media-supported, with its custom_min_ and custom_max_ names as bounds. What differs by
// less than a millimetre is the same. A paper of no length (custom_roll-80_80x0mm) is a roll whose
// page is not known yet: its width counts. True when the printer names no size at all, and for a
// name that holds none.
[[nodiscard]] bool OffersPaper(const std::vector<std::string>& offered, const std::string& paper);

}  // namespace clearway::hal
