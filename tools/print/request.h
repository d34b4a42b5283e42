#pragma once

#include <string>
#include <vector>

#include "base/core/result.h"
#include "tools/reader_key_options.h"

namespace clearway::print {

// What the command line asked for.
struct Request {
  std::vector<std::string> texts;  // the certificates' codes, at least one; cards are whole
  std::string pdf;                 // files to write; empty: none
  std::string png;
  std::string printer;  // URI; empty: none
  std::string language = "en";
  std::string place;
  std::string paper = "a4";
  bool large = false;              // large print
  int copy = 1;                    // the how many-th print-out
  std::vector<std::string> trust;  // folders of signers; empty: nothing is verified
  bool demo = false;               // demonstration signers count
  tools::ReaderKeyOptions readers;
  bool help = false;  // help was asked for and printed
};

// Reads the text from `-`, standard input, without a line end. kInvalid: wrong usage, with the help
// as detail.
[[nodiscard]] Result<Request> ParseArguments(int count, const char* const* arguments);

}  // namespace clearway::print
