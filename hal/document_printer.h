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

// A finished document. The title is generic ("Certificate"): queues and logs show it. Whoever makes
// it wipes `pdf`.
struct Document {
  std::string title = "Certificate";
  std::vector<std::uint8_t> pdf;
  std::string media = "iso_a4_210x297mm";  // PWG 5101.1 media name
  // By which Recall finds it again, another process's as well: random letters or digits that say
  // nothing about anybody; queues show it behind the title. Empty: it cannot be found again.
  std::string reference;
};

struct JobSent {  // the printer took all of it and says, where it can, that it came out
  JobId job{};
};
struct JobFailed {  // kFull: no room for it; kDenied: somebody cancelled it; kNotFound: the server
  JobId job{};      // has forgotten it; else the device's fault
  Error error;
  bool may_have_printed = false;  // its printing had begun: a person has to look for paper
};
struct PrinterChanged {
  DeviceStatus status;
};
// What became of a document that another process submitted.
enum class Recalled : std::uint8_t {
  kPrinted,
  kNotPrinted,  // nothing came out, and nothing will
  kUnknown,     // paper may have come out; nothing more will
};
using PrinterEvent = std::variant<JobSent, JobFailed, PrinterChanged>;

// One printer on one device. Not thread-safe: the print thread owns it.
class DocumentPrinter {
 public:
  virtual ~DocumentPrinter() = default;
  // Hands the document over and returns: what becomes of it comes from Poll. Waits for a server at
  // most as long as its socket time-out (a few seconds). An error means that nothing was accepted
  // and nothing will be printed later. A printer that is UNAVAILABLE may be tried all the same:
  // its last report may be old.
  [[nodiscard]] virtual Result<JobId> Submit(const Document& document) = 0;
  // Takes back what has not been printed. Best effort: a JobFailed or JobSent still follows.
  virtual void Cancel(JobId job) = 0;
  // Takes back what another process submitted under this reference, before anything of it is
  // printed later. An error: it could not be asked for, and has to be recalled again.
  [[nodiscard]] virtual Result<Recalled> Recall(const std::string& reference) = 0;
  // Takes back whatever of this user's has not been printed, other processes' documents as well. Of
  // this object's a JobFailed or JobSent still follows. An error: a server could not be asked; what
  // this object submitted is taken back as soon as it can be.
  [[nodiscard]] virtual Status ClearQueue() = 0;
  // Pulls back the paper that lies in the slot. kUnsupported: this printer has nothing to pull
  // with; kNotFound: nothing lies there.
  [[nodiscard]] virtual Status Retract() = 0;
  // Events since the last call, the first status included. Waits for a server at most as long as
  // its socket time-out.
  [[nodiscard]] virtual std::vector<PrinterEvent> Poll() = 0;
};

// `file:DIR` writes certificate-1.pdf, certificate-2.pdf... there, readable for its own user only;
// with `?presenter=1` it pulls the newest of them back into DIR/retracted.
// `cups:QUEUE` prints on that queue (an empty name: the server's default one) of the server that
// CUPS_SERVER or client.conf(5) name; `cups:QUEUE?server=HOST:PORT` or
// `?server=/run/cups/cups.sock` names the server itself. Asks no device: one that is absent is a
// status from Poll, and is used as soon as it is there. `paper` is what will be printed on (PWG
// 5101.1; a roll with a length of 0), so that a queue that does not offer it says so before the
// first page. kInvalid: no such URI.
[[nodiscard]] Result<std::unique_ptr<DocumentPrinter>> OpenDocumentPrinter(
    const std::string& uri, const std::string& paper = {});

}  // namespace clearway::hal
