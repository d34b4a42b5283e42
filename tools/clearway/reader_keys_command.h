#pragma once

#include "base/command_line/command_line.h"

namespace clearway::tools {

// `clearway keys device` and `clearway keys reader`: the keys of sealed certificates, from their
// making to a kiosk. Included by .cpp files only.
void AddReaderKeyCommands(const command_line::Command& keys, int& exit_code);

}  // namespace clearway::tools
