#pragma once

#include <CLI/CLI.hpp>

namespace clearway::tools {

// `clearway keys device` and `clearway keys reader`: the keys of sealed certificates, from their
// making to a kiosk. Included by .cpp files only.
void AddReaderKeyCommands(CLI::App& keys, int& exit_code);

}  // namespace clearway::tools
