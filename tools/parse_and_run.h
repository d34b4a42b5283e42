#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/core/without_payload.h"

namespace clearway::tools {

// What a program says of words that it does not understand: a certificate among them is not shown.
inline std::string FailureText(const CLI::App*, const CLI::Error& error) {
  return WithoutPayload(error.what()) + "\nRun with --help for more information.\n";
}

// Runs what the words ask of a program whose commands leave their exit status in `status`; `usage`
// is the status of words that it does not understand, 0 that of --help.
inline int ParseAndRun(CLI::App& program, int count, char** arguments, const int& status,
                       int usage) {
  try {
    program.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : usage;
  }
  return status;
}

}  // namespace clearway::tools
