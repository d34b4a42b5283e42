#pragma once

#include <cups/cups.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "hal/document_printer.h"
#include "hal/printer_reasons.h"

namespace clearway::hal {

// Where a print server or an IPP printer listens.
struct IppAddress {
  std::string host;  // a name or address; one that begins with / is a domain socket
  int port = 631;
  bool encrypted = false;
};

// IPP job-state (RFC 8011, section 5.3.7) as far as it matters to whoever waits for the page.
enum class JobState : std::uint8_t { kWaiting, kPrinting, kCompleted, kCancelled, kAborted };

struct JobReport {
  JobState state = JobState::kWaiting;
  std::string name;      // title and reference
  bool begun = false;    // the printer was spoken to about it, whatever came of that
  bool counted = false;  // CUPS has counted a side of it: a filter's count, or the printer's
  // Cancelled, and who did it is not told before the printer lets go of it, if at all (RFC 8011,
  // section 5.3.8: processing-to-stop-point; CUPS leaves that on what the printer gave up).
  bool stopping = false;
};

// A job as a list of them names it.
struct FoundJob {
  int number = 0;
  std::optional<JobState> state;
};

// One short conversation with a print server through libcups: opened, used and closed by one call
// of the printer, since libcups would spend half a minute on a connection that went stale. Every
// wait in it ends after kConnectPatience or kAnswerPatience. No member asks at a terminal for a
// password.
class IppClient {
 public:
  // kUnavailable: nobody listens there.
  [[nodiscard]] static Result<IppClient> Connect(const IppAddress& address);

  struct Printer {
    PrinterReport report;
    std::string device_uri;          // CUPS: what the queue prints on
    std::string message;             // printer-state-message, for people
    std::vector<std::string> media;  // media-supported: sizes by their PWG 5101.1 names
  };
  // `uri` is the printer's ipp: name, `resource` the path that is posted to. kNotFound: the server
  // has no such printer; kUnavailable or kDenied: no answer, or a refusal.
  [[nodiscard]] Result<Printer> AskPrinter(const std::string& uri, const std::string& resource);
  // Starts a CUPS queue that was stopped. kDenied: its policy lets this user not.
  Status Resume(const std::string& queue);
  // Of a CUPS job. kNotFound: the server has forgotten it.
  [[nodiscard]] Result<JobReport> AskJob(int job);
  // The job of a printer, as AskPrinter names it, whose document has that reference. `which` is
  // IPP's which-jobs: "all" (of CUPS), "completed" (which have ended, well or not). kNotFound: it
  // knows none.
  [[nodiscard]] Result<FoundJob> FindJob(const std::string& uri, const std::string& resource,
                                         const char* which, const std::string& reference);
  // The server's default queue; kNotFound: there is none.
  [[nodiscard]] Result<std::string> DefaultQueue();
  // Makes a job on the CUPS queue, on the paper that the queue calls `media`, and sends its only
  // document. On an error the server has printed
  // nothing and keeps nothing; when that cannot be made sure the job is cancelled and its number
  // returned, and AskJob knows more.
  [[nodiscard]] Result<int> Print(const std::string& queue, const Document& document,
                                  const std::string& media);
  // Ends the job if it has not ended, and leaves its record to be asked.
  Status Cancel(int job);
  // Ends what this user has on the CUPS queue and has not ended, whoever submitted it. Errors as
  // AskPrinter; kUnavailable: a job goes on all the same.
  [[nodiscard]] Status CancelOwnJobs(const std::string& queue);
  // Ends the job if it has not ended, and has the server delete its document and its record.
  Status Purge(int job);

 private:
  struct Close {
    void operator()(http_t* connection) const { httpClose(connection); }
  };
  struct Delete {
    void operator()(ipp_t* message) const { ippDelete(message); }
  };
  using Message = std::unique_ptr<ipp_t, Delete>;

  explicit IppClient(http_t* connection) : connection_(connection) {}
  [[nodiscard]] Result<Message> ListJobs(const std::string& uri, const std::string& resource,
                                         const char* which, bool own);
  [[nodiscard]] Result<std::vector<int>> OwnJobs(const std::string& queue);
  [[nodiscard]] Result<Message> Ask(Message request, const std::string& resource);
  [[nodiscard]] Result<int> CreateJob(const std::string& queue, const Document& document,
                                      const std::string& media);
  [[nodiscard]] Status SendDocument(const std::string& queue, int job, const Document& document);

  std::unique_ptr<http_t, Close> connection_;
};

// The printer-uri of a CUPS queue.
[[nodiscard]] std::string QueueUri(const std::string& queue);

}  // namespace clearway::hal
