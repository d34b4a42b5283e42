#pragma once

#include "certificate/certificate.h"

namespace clearway::certificate {

// Whether one of the names has a letter of any script: spaces, fillers, marks and what cannot be
// seen name nobody.
[[nodiscard]] bool NamesSomebody(const Name& name);

}  // namespace clearway::certificate
