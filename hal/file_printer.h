#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "hal/document_printer.h"

namespace clearway::hal {

// Whether the slot can pull back a page that nobody took.
enum class Presenter : std::uint8_t { kNone, kPullsBack };

// The simulated printer: pages are files of `folder`, which is made when it is missing. A file
// appears whole or not at all, with mode 0600. A folder that cannot be written is NOT_REACHABLE,
// one on a full disk MEDIA_FULL; both pass by themselves. One printer at a time owns a folder. With
// a presenter the slot is the page written last, as long as it lies there; the bin for what is
// pulled back is `folder`/retracted.
[[nodiscard]] std::unique_ptr<DocumentPrinter> MakeFilePrinter(
    std::filesystem::path folder, Presenter presenter = Presenter::kNone);

}  // namespace clearway::hal
