#pragma once

#include <string>
#include <vector>

#include "base/core/result.h"

namespace clearway::tools {

// The codes that an argument stands for: the text itself; "-" for a text on stdin; the name of a
// file with a text in it; or of a picture, which clearway-scan reads. kNotFound: no such picture,
// or no code in it.
[[nodiscard]] Result<std::vector<std::string>> CodesOf(const std::string& argument);

// All of a document: a plain file, or what "-", stdin, has. kInvalid: of more than a mebibyte, or
// no plain file, such as a pipe that nobody may ever write into.
[[nodiscard]] Result<std::string> DocumentIn(const std::string& name);

}  // namespace clearway::tools
