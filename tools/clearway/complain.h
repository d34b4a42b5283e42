#pragma once

#include <string_view>

#include "base/core/result.h"

namespace clearway::tools {

// One line on stderr: "clearway: ...", without any certificate that somebody gave as something
// else, and without what a terminal obeys. Returns the exit code for a command that could not be
// done.
int Complain(std::string_view what);
int Complain(const Error& error);

}  // namespace clearway::tools
