#include "tools/print/request.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <utility>

#include "base/core/without_payload.h"
#include "certificate/part_collector.h"
#include "tools/parse_and_run.h"

namespace clearway::print {

namespace {

// Ten times what a version 40 code holds, and enough for any format's text.
constexpr std::size_t kLongestText = std::size_t{64} * 1024;

Result<std::string> ReadStandardInput() {
  std::string text(kLongestText + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  if (text.size() > kLongestText) return Fail(Fault::kInvalid, "the text is too long for a code");
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

}  // namespace

Result<Request> ParseArguments(int count, const char* const* arguments) {
  Request request;
  CLI::App app(
      "Prints a certificate: its content, and its code exactly as it was scanned. Without --trust "
      "nobody checks the signature, and the page says so.",
      "clearway print");
  app.add_option("TEXT", request.texts,
                 "the code's text, or - to read it from standard input; several are printed one "
                 "after the other, but the parts of one card as one")
      ->required();
  app.add_option("--pdf", request.pdf, "write the page to this file");
  app.add_option("--png", request.png, "write a picture of the code alone to this file");
  app.add_option("--printer", request.printer, "print the page: cups:QUEUE or file:FOLDER");
  app.add_option("--language", request.language, "the traveller's language: en, zh-Hans, ar")
      ->capture_default_str();
  app.add_option("--paper", request.paper, "what lies in the printer: a4, a5 or roll-80")
      ->capture_default_str();
  app.add_flag("--large", request.large, "large print");
  app.add_option("--copy", request.copy, "the how many-th print-out this is; the page says so")
      ->check(CLI::Range(1, 99));
  app.add_option("--place", request.place, "where it is printed, for the foot of the page");
  app.add_option("--trust", request.trust, "verify with the signers of this folder; repeatable");
  app.add_flag("--demo", request.demo, "demonstration signers count; the page says so");
  request.readers.AddTo(app);
  app.footer(
      "Exit status: 0 done, 1 not a certificate that can be read or not a valid one, 2 usage, 3 a "
      "file could not be written or the printer failed.");
  try {
    app.parse(tools::WordsForParser(count, arguments));
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    request.help = true;
    return request;
  } catch (const CLI::ParseError& error) {
    return Fail(Fault::kInvalid, ForTerminal(error.what()) + "\n\n" + app.help());
  }
  if (request.pdf.empty() && request.png.empty() && request.printer.empty()) {
    return Fail(Fault::kInvalid, "say where to: --pdf FILE, --png FILE or --printer URI");
  }
  for (std::string& text : request.texts) {
    if (text != "-") continue;
    auto read = ReadStandardInput();
    if (!read) return std::unexpected(read.error());
    text = std::move(*read);
  }
  request.texts = certificate::WithWholeCards(std::move(request.texts));
  return request;
}

}  // namespace clearway::print
