#pragma once

#include <string_view>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "certificate/certificate.h"

namespace clearway::tools {

// A certificate to be issued, from the JSON of docs/formats/issuing.md. `now` is what relative
// moments such as "-40d" and "+12h" count from, and the moment of issue where none is given.
// kInvalid: what is missing, unknown or wrong, by its place in the JSON.
[[nodiscard]] Result<certificate::Certificate> ParseIssueInput(std::string_view text,
                                                               Timestamp now);

}  // namespace clearway::tools
