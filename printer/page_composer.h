#pragma once

#include <vector>

#include "printer/lettering.h"
#include "printer/page.h"
#include "printer/qr_code.h"
#include "printer/sheet.h"

namespace clearway::printer {

// How many modules, quiet zone included, a code may have to stand beside the holder with modules of
// 0.5 mm. A wider one gets more room.
[[nodiscard]] int WidestCode();

// Puts a certificate's content on sheets, from the top down: title, notices, the code with the
// holder beside it, the records, and a foot on each sheet. `code` must outlive the sheets.
[[nodiscard]] std::vector<Sheet> ComposePage(const PageContent& content, const Lettering& lettering,
                                             const Paper& paper, const QrCode& code);

}  // namespace clearway::printer
