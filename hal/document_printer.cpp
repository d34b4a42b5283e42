#include "hal/document_printer.h"

#include <algorithm>
#include <string_view>

#include "hal/cups_printer.h"
#include "hal/file_printer.h"

namespace clearway::hal {

namespace {

constexpr std::string_view kFile = "file:";
constexpr std::string_view kCups = "cups:";
constexpr std::string_view kServer = "server=";
constexpr std::string_view kPresenter = "?presenter=1";

// CUPS takes any printable name without space, tab, slash and # (lpadmin(8)).
bool IsQueueName(std::string_view name) {
  return name.size() < 128 && std::ranges::all_of(name, [](char c) {
           return static_cast<unsigned char>(c) > 32 && c != 127 && c != '/' && c != '#';
         });
}

Result<std::unique_ptr<DocumentPrinter>> OpenCups(std::string_view name, const std::string& paper) {
  CupsQueue queue;
  queue.paper = paper;
  const std::size_t options = name.find('?');
  queue.name = name.substr(0, options);
  if (options != std::string_view::npos) {
    const std::string_view option = name.substr(options + 1);
    if (!option.starts_with(kServer) || option.size() == kServer.size()) {
      return Fail(Fault::kInvalid,
                  "a cups: printer has one option, ?server=HOST:PORT or ?server=/SOCKET");
    }
    queue.server = option.substr(kServer.size());
  }
  if (!IsQueueName(queue.name)) {
    return Fail(Fault::kInvalid, "a print queue's name has no spaces, slashes or #");
  }
  return MakeCupsPrinter(std::move(queue));
}

std::unique_ptr<DocumentPrinter> OpenFile(std::string_view folder) {
  const bool presents = folder.ends_with(kPresenter);
  if (presents) folder.remove_suffix(kPresenter.size());
  return MakeFilePrinter(folder, presents ? Presenter::kPullsBack : Presenter::kNone);
}

}  // namespace

Result<std::unique_ptr<DocumentPrinter>> OpenDocumentPrinter(const std::string& uri,
                                                             const std::string& paper) {
  const std::string_view text(uri);
  if (text.starts_with(kCups)) return OpenCups(text.substr(kCups.size()), paper);
  if (text.starts_with(kFile) && text != kFile && text.substr(kFile.size()) != kPresenter) {
    return OpenFile(text.substr(kFile.size()));
  }
  return Fail(Fault::kInvalid, "a printer is cups:QUEUE or file:FOLDER");
}

}  // namespace clearway::hal
