#pragma once

#include <vector>

#include "printer/lettering.h"
#include "printer/page.h"
#include "printer/qr_code.h"
#include "printer/sheet.h"

namespace clearway::printer {

// How many modules, quiet zone included, a code may have to keep to the paper's place for it with
// the smallest modules. A wider one gets more room.
[[nodiscard]] int WidestCode(const Paper& paper);

// Puts a certificate's content on sheets, from the top down: title, notices, the code with the
// holder beside it, the records, the receipt, and a foot on each sheet. The codes must outlive the
// sheets; `receipt` is null where the content has none.
[[nodiscard]] std::vector<Sheet> ComposePage(const PageContent& content, const Lettering& lettering,
                                             const Paper& paper, const QrCode& code,
                                             const QrCode* receipt = nullptr);

}  // namespace clearway::printer
