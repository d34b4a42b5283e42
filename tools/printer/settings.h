#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/printer/directives.h"

namespace clearway::printing {

// How CUPS has to be set up where travellers' certificates are printed. Its defaults keep printed
// documents for a day and finished jobs for ever, print at night what jammed by day, and print
// again after a crash what may already have come out.
// `runtime` is a folder on tmpfs that is empty at every start of cupsd.

[[nodiscard]] std::vector<Directive> ServerSettings();                          // cupsd.conf
[[nodiscard]] std::vector<Directive> FileSettings(const std::string& runtime);  // cups-files.conf
// The policy that DefaultPolicy names: jobs are seen by their owner only, and the kiosk may start a
// queue again that cupsd has stopped.
[[nodiscard]] std::string_view Policy();
// Whether a Listen of cupsd.conf lets in nobody but this machine: a domain socket, or loopback.
[[nodiscard]] bool IsLocal(std::string_view listen);
// For cups.service: makes the runtime folder, and removes it whenever cupsd ends, however it does.
[[nodiscard]] std::string ServiceDropIn(const std::string& runtime);

}  // namespace clearway::printing
