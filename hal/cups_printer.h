#pragma once

#include <memory>
#include <string>

#include "hal/document_printer.h"

namespace clearway::hal {

struct CupsQueue {
  std::string name;    // empty: the server's default queue
  std::string server;  // HOST, HOST:PORT or a domain socket's path; empty: as CUPS_SERVER says
  std::string paper;   // PWG 5101.1 name of what will be printed on; empty: not known yet
};

// A printer behind a CUPS server, over IPP (RFC 8011). A job that ended is purged from the server,
// document and record, whatever the server would have kept; where that fails it is tried again.
//
// A queue that does not offer the paper is UNAVAILABLE/MEDIA_MISPLACED, and Submit refuses a page
// for it (kUnsupported) before anything is sent. A page for a roll goes to the next length that is
// offered (hal/paper_offer.h). What counts is the sizes that the queue supports: what lies in its
// trays, printers often know wrongly, and they say so when it is missing.
//
// While the queue rests CUPS repeats what the last job saw: a jam long since cleared, or nothing
// where the paper has run out since. So the printer itself is asked then, where it speaks IPP;
// where it does not, a resting queue is READY with the old reason as its code, since only the next
// job can tell.
[[nodiscard]] std::unique_ptr<DocumentPrinter> MakeCupsPrinter(CupsQueue queue);

}  // namespace clearway::hal
