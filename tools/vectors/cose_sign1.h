#pragma once

#include <filesystem>

#include "tools/vectors/suite.h"

namespace clearway::tools {

// The COSE_Sign1 messages of the COSE working group's examples (github.com/cose-wg/Examples), as
// `index` lists them. Throws where a line is not as expected.
[[nodiscard]] Suite RunCoseSign1(const std::filesystem::path& index);

}  // namespace clearway::tools
