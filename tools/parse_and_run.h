#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <system_error>
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

// The exit status of a program that did what it was asked for: `trouble`, and a sentence, where
// what it wrote to stdout did not get there. Answers that are lost on a full disk are none.
template <typename Program>
int WithOutputWritten(const std::string& name, int trouble, Program program) {
  int status = trouble;
  bool written = true;
  try {
    status = program();
    std::cout.flush();
    written = std::cout.good();
  } catch (const std::system_error&) {  // fmt::print throws it where fwrite fails
    if (std::ferror(stdout) == 0) throw;
  }
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && written) return status;
  std::fputs((name + ": standard output could not be written: is the disk full?\n").c_str(),
             stderr);
  return trouble;
}

// Runs what the words ask of a program whose commands leave their exit status in `status`; `usage`
// is the status of words that it does not understand, 0 that of --help, `trouble` that of output
// that is lost.
inline int ParseAndRun(CLI::App& program, int count, char** arguments, const int& status, int usage,
                       int trouble) {
  return WithOutputWritten(program.get_name(), trouble, [&] {
    try {
      program.parse(WordsForParser(count, arguments));
    } catch (const CLI::ParseError& error) {
      return program.exit(error) == 0 ? 0 : usage;
    }
    return status;
  });
}

}  // namespace clearway::tools
