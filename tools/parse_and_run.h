#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/core/without_payload.h"

namespace clearway::tools {

// What a program says of words that it does not understand: a certificate among them is not shown.
inline std::string FailureText(const CLI::App*, const CLI::Error& error) {
  return ForTerminal(error.what()) + "\nRun with --help for more information.\n";
}

// The words behind the program's name as CLI11 takes them: the last first. It would make a list of
// a word in [ ], as some seals are; with a line end behind it, which is left out of every code, it
// is one word.
inline std::vector<std::string> WordsForParser(int count, const char* const* arguments) {
  std::vector<std::string> words;
  for (int i = count - 1; i > 0; --i) {
    std::string& word = words.emplace_back(arguments[i]);
    if (word.starts_with('[') && word.ends_with(']')) word += '\n';
  }
  return words;
}

// Runs what the words ask of a program whose commands leave their exit status in `status`; `usage`
// is the status of words that it does not understand, 0 that of --help.
inline int ParseAndRun(CLI::App& program, int count, char** arguments, const int& status,
                       int usage) {
  try {
    program.parse(WordsForParser(count, arguments));
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : usage;
  }
  return status;
}

}  // namespace clearway::tools
