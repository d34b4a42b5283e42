#include "tools/print/request.h"

#include <iostream>
#include <utility>

#include "base/command_line/command_line.h"
#include "certificate/part_collector.h"

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
  command_line::Program app(
      "clearway print",
      "Prints a certificate: its content, and its code exactly as it was scanned. Without --trust "
      "nobody checks the signature, and the page says so.");
  app.Add("TEXT", request.texts,
          "the code's text, or - to read it from standard input; several are printed one "
          "after the other, but the parts of one card as one")
      .Required();
  app.Add("--pdf", request.pdf, "write the page to this file");
  app.Add("--png", request.png, "write a picture of the code alone to this file");
  app.Add("--printer", request.printer, "print the page: cups:QUEUE or file:FOLDER");
  app.Add("--language", request.language, "the traveller's language: en, zh-Hans, ar")
      .ShowsDefault();
  app.Add("--paper", request.paper, "what lies in the printer: a4, a5 or roll-80").ShowsDefault();
  app.AddFlag("--large", request.large, "large print");
  app.Add("--copy", request.copy, "the how many-th print-out this is; the page says so")
      .Between(1, 99);
  app.Add("--place", request.place, "where it is printed, for the foot of the page");
  app.Add("--trust", request.trust, "verify with the signers of this folder; repeatable");
  app.AddFlag("--demo", request.demo, "demonstration signers count; the page says so");
  request.readers.AddTo(app);
  app.Footer(
      "Exit status: 0 done, 1 not a certificate that can be read or not a valid one, 2 usage, 3 a "
      "file could not be written or the printer failed.");
  using Kind = command_line::Outcome::Kind;
  const command_line::Outcome outcome = app.Parse(count, arguments);
  if (outcome.kind == Kind::kAnswered) {
    std::cout << outcome.text;
    request.help = true;
    return request;
  }
  if (outcome.kind == Kind::kRefused) {
    return Fail(Fault::kInvalid, outcome.text + "\n\n" + app.Help());
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
