// Lets a test work a printer by hand: commands on standard input, an answer line for each.
//   submit FILE   -> "job N" or "refused FAULT" (as base/core/result.h spells faults)
//   cancel N      -> "ok"
//   clear         -> "ok" or "refused FAULT"
//   retract       -> "ok" or "refused FAULT"
//   poll          -> "sent N", "failed N FAULT" and "STATE CODE" for what happened, comma-separated
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "hal/document_printer.h"

namespace clearway::hal {
namespace {

struct InWords {
  std::string operator()(const JobSent& sent) const { return fmt::format("sent {}", sent.job); }
  std::string operator()(const JobFailed& failed) const {
    return fmt::format("failed {} {}{}", failed.job, clearway::ToString(failed.error.fault),
                       failed.may_have_printed ? " perhaps_printed" : "");
  }
  std::string operator()(const PrinterChanged& changed) const {
    return fmt::format("{} {}", hal::ToString(changed.status.state),
                       hal::ToString(changed.status.code));
  }
};

int submitted = 0;

std::string Submit(DocumentPrinter& printer, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Document document;
  document.pdf.assign(std::istreambuf_iterator<char>(file), {});
  document.reference = fmt::format("probe-{}", ++submitted);
  const auto job = printer.Submit(document);
  if (!job) return fmt::format("refused {}", clearway::ToString(job.error().fault));
  return fmt::format("job {}", *job);
}

std::string InWord(const Status& status) {
  return status ? "ok" : fmt::format("refused {}", clearway::ToString(status.error().fault));
}

std::string Answer(DocumentPrinter& printer, const std::string& line) {
  std::istringstream words(line);
  std::string command;
  words >> command;
  if (command == "submit") {
    std::string path;
    words >> path;
    return Submit(printer, path);
  }
  if (command == "cancel") {
    JobId job = 0;
    words >> job;
    printer.Cancel(job);
    return "ok";
  }
  if (command == "clear") return InWord(printer.ClearQueue());
  if (command == "retract") return InWord(printer.Retract());
  std::vector<std::string> told;
  for (const PrinterEvent& event : printer.Poll()) told.push_back(std::visit(InWords{}, event));
  return fmt::format("{}", fmt::join(told, ","));
}

}  // namespace
}  // namespace clearway::hal

int main(int count, char** arguments) {
  if (count != 2 && count != 3) return 2;
  const auto printer =
      clearway::hal::OpenDocumentPrinter(arguments[1], count == 3 ? arguments[2] : "");
  if (!printer) return 2;
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << clearway::hal::Answer(**printer, line) << std::endl;
  }
}
