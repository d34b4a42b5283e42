#pragma once

#include <memory>
#include <string>

#include "hal/document_printer.h"

namespace clearway::hal {

struct CupsQueue {
  std::string name;    // empty: the server's default queue
  std::string server;  // HOST, HOST:PORT or a domain socket's path; empty: as CUPS_SERVER says
};

// A printer behind a CUPS server, over IPP (RFC 8011). A job that ended is purged from the server,
// document and record, whatever the server would have kept.
//
// While the queue rests CUPS repeats what the last job saw: a jam long since cleared, or nothing
// where the paper has run out since. So the printer itself is asked then, where it speaks IPP;
// where it does not, a resting queue is READY with the old reason as its code, since only the next
// job can tell.
[[nodiscard]] std::unique_ptr<DocumentPrinter> MakeCupsPrinter(CupsQueue queue);

}  // namespace clearway::hal
