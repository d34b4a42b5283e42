#pragma once

#include <filesystem>
#include <memory>

#include "hal/document_printer.h"

namespace clearway::hal {

// The simulated printer: pages are files of `folder`, which is made when it is missing. A file
// appears whole or not at all, with mode 0600. A folder that cannot be written is NOT_REACHABLE,
// one on a full disk MEDIA_FULL; both pass by themselves. One printer at a time owns a folder.
[[nodiscard]] std::unique_ptr<DocumentPrinter> MakeFilePrinter(std::filesystem::path folder);

}  // namespace clearway::hal
