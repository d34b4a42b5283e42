#pragma once

#include <optional>
#include <string>

#include "certificate/certlogic/expression.h"
#include "certificate/certlogic/value.h"

namespace clearway::rules {

// A rule's logic in English words, indented, one condition a line. With `data`, each line that has
// a value over it ends with that value ("= true"); parts of a reduction's lambda have none.
[[nodiscard]] std::string Explain(const certlogic::Expression& logic,
                                  const std::optional<certlogic::Value>& data);

}  // namespace clearway::rules
