#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/core/result.h"
#include "hal/device_state.h"

namespace clearway::hal {

// The printer's own number of a job, unique while the printer object lives.
using JobId = std::uint32_t;

// A finished document. The title is generic ("Certificate"): queues and logs show it.
struct Document {
  std::string title = "Certificate";
  std::vector<std::uint8_t> pdf;
  std::string media = "iso_a4_210x297mm";  // PWG 5101.1 media name
};

struct JobSent {  // the printer took all of it; whether paper came out is not known to us
  JobId job;
};
struct JobFailed {
  JobId job;
  Error error;
};
struct PrinterChanged {
  DeviceStatus status;
};
using PrinterEvent = std::variant<JobSent, JobFailed, PrinterChanged>;

// One printer on one device. Not thread-safe: the print thread owns it.
class DocumentPrinter {
 public:
  virtual ~DocumentPrinter() = default;
  // Accepts the document and returns at once; what becomes of it comes from Poll.
  [[nodiscard]] virtual Result<JobId> Submit(const Document& document) = 0;
  // Takes back what has not been printed. Best effort: a JobFailed or JobSent still follows.
  virtual void Cancel(JobId job) = 0;
  // Events since the last call, the first status included. Waits for a server at most as long as
  // its socket time-out.
  [[nodiscard]] virtual std::vector<PrinterEvent> Poll() = 0;
};

// `cups:QUEUE` (an empty queue name is the server's default one) or `file:DIR` (writes
// certificate-N.pdf there).
[[nodiscard]] Result<std::unique_ptr<DocumentPrinter>> OpenDocumentPrinter(const std::string& uri);

}  // namespace clearway::hal
