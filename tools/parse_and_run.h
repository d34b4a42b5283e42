#pragma once

#include <cstdio>
#include <iostream>
#include <string>
#include <system_error>

#include "base/command_line/command_line.h"

namespace clearway::tools {

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
inline int ParseAndRun(command_line::Program& program, int count, char** arguments,
                       const int& status, int usage, int trouble) {
  return WithOutputWritten(program.Name(), trouble, [&] {
    return command_line::Tell(program.Parse(count, arguments), usage).value_or(status);
  });
}

}  // namespace clearway::tools
