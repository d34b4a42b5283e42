#pragma once

#include <istream>
#include <ostream>

namespace clearway::tools {

// CertLogic for programs: an expression a line in, a result a line out, in the same order.
// in   {"id", "logic", "data"?}
// out  {"id", "issues": [{"expr", "message"}, ...]}   it breaks the CertLogic specification
//      {"id", "issues": [], "value"}                  what it evaluates to over `data`
//      {"id", "issues": [], "error"}                  why it cannot be evaluated over `data`
// Without `data` it is only checked. Returns the number of lines that were no case; each of them
// still has its line of output, {"id": null, "error"}.
[[nodiscard]] std::size_t RunRulesBatch(std::istream& cases, std::ostream& results);

}  // namespace clearway::tools
