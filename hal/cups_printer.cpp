#include "hal/cups_printer.h"

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "hal/ipp_client.h"
#include "hal/paper_offer.h"

namespace clearway::hal {

namespace {

using std::chrono::steady_clock;

// A printer that is switched off costs a connection time-out each time it is asked.
constexpr std::chrono::seconds kDeviceAskedEvery{3};
constexpr std::chrono::seconds kResumedEvery{5};
constexpr std::chrono::seconds kPurgedAgainEvery{5};
constexpr std::size_t kMostLeftovers = 64;
constexpr std::chrono::seconds kMostStopping{10};  // of a queue that is busy with another's job

// HOST, HOST:PORT, [IPv6]:PORT or a path.
IppAddress ParseServer(const std::string& server) {
  if (server.empty()) return {.host = cupsServer(), .port = ippPort()};
  IppAddress address{.host = server};
  const std::size_t colon = server.rfind(':');
  const bool whole_ipv6 = server.find(':') != colon && !server.starts_with('[');
  if (server.starts_with('/') || colon == std::string::npos || whole_ipv6) return address;
  const std::string_view digits = std::string_view(server).substr(colon + 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
  if (error == std::errc() && end == digits.data() + digits.size()) {
    address.host = server.substr(0, colon);
  }
  return address;
}

// An IPP printer's own address out of the queue's device-uri.
struct Device {
  IppAddress address;
  std::string uri;
  std::string resource;
};

std::optional<Device> ParseDevice(const std::string& uri) {
  std::array<char, 16> scheme{};
  std::array<char, 256> user{};
  std::array<char, 256> host{};
  std::array<char, 1024> resource{};
  int port = 0;
  const auto status = httpSeparateURI(
      HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), static_cast<int>(scheme.size()), user.data(),
      static_cast<int>(user.size()), host.data(), static_cast<int>(host.size()), &port,
      resource.data(), static_cast<int>(resource.size()));
  const std::string_view name(scheme.data());
  if (status < HTTP_URI_STATUS_OK || (name != "ipp" && name != "ipps")) return std::nullopt;
  return Device{
      {.host = host.data(), .port = port, .encrypted = name == "ipps"}, uri, resource.data()};
}

Error Ended(JobState state) {
  if (state == JobState::kCancelled) return {Fault::kDenied, "the job was cancelled"};
  return {Fault::kUnavailable, "the printer gave up the job: see what it displays"};
}

class CupsPrinter : public DocumentPrinter {
 public:
  explicit CupsPrinter(CupsQueue queue)
      : queue_(std::move(queue.name)),
        paper_(std::move(queue.paper)),
        address_(ParseServer(queue.server)) {}

  Result<JobId> Submit(const Document& document) override {
    auto server = IppClient::Connect(address_);
    if (!server) return std::unexpected(server.error());
    const auto queue = QueueOn(*server);
    if (!queue) return std::unexpected(queue.error());
    const auto printer = server->AskPrinter(QueueUri(*queue), "/printers/" + *queue);
    if (!printer) return std::unexpected(printer.error());
    const auto media = OfferedPaper(printer->media, document.media);
    if (!media) return NoSuchPaper(*queue, document.media);
    const auto job = server->Print(*queue, document, *media);
    if (!job) return std::unexpected(job.error());
    jobs_.push_back({.id = ++last_id_, .number = *job, .reference = document.reference});
    device_report_.reset();
    return last_id_;
  }

  // A server that is away hears of it when it is back: the page must not come out then.
  void Cancel(JobId id) override {
    for (Job& job : jobs_) {
      if (job.id == id) job.unwanted = true;
    }
    if (auto server = IppClient::Connect(address_)) SettleJobs(*server);
  }

  Result<Recalled> Recall(const std::string& reference) override {
    auto server = IppClient::Connect(address_);
    if (!server) return std::unexpected(server.error());
    const auto queue = QueueOn(*server);
    if (!queue) return std::unexpected(queue.error());
    const auto job = server->FindJob(QueueUri(*queue), "/printers/" + *queue, "all", reference);
    // Forgotten, or never heard of: the page may have come out before.
    if (!job && job.error().fault == Fault::kNotFound) return Recalled::kUnknown;
    if (!job) return std::unexpected(job.error());
    return TakeBack(*server, job->number, reference);
  }

  Status ClearQueue() override {
    for (Job& job : jobs_) job.unwanted = true;
    auto server = IppClient::Connect(address_);
    if (!server) return std::unexpected(server.error());
    const auto queue = QueueOn(*server);
    if (!queue) return std::unexpected(queue.error());
    Status cleared = server->CancelOwnJobs(*queue);
    SettleJobs(*server);
    return cleared;
  }

  // IPP has no operation that pulls paper back (RFC 8011 section 4, RFC 3998), nor has CUPS.
  Status Retract() override {
    return Fail(Fault::kUnsupported,
                "a printer behind CUPS cannot be asked to pull paper back: take it out by hand");
  }

  std::vector<PrinterEvent> Poll() override {
    const DeviceStatus status = AskServer();
    if (status != last_status_) events_.emplace_back(PrinterChanged{status});
    last_status_ = status;
    return std::exchange(events_, {});
  }

 private:
  struct Job {
    JobId id = 0;
    int number = 0;  // the server's, which counts anew when it has lost its memory
    std::string reference;
    bool unwanted = false;
    bool ended = false;
    std::optional<steady_clock::time_point> stopping;  // since when
  };

  // A job that has ended and that the server would not remove.
  struct Leftover {
    int number = 0;
    std::string reference;
  };

  static std::unexpected<Error> NoSuchPaper(const std::string& queue, const std::string& media) {
    const std::string size = media.substr(media.rfind('_') + 1);  // 80x412mm
    return Fail(Fault::kUnsupported,
                "the queue " + queue + " has no paper of this size (" + size +
                    "): name the paper that lies in the printer, offer a longer roll, or see "
                    "lpoptions -l");
  }

  void Purge(IppClient& server, int job, const std::string& reference) {
    const Status purged = server.Purge(job);
    const bool gone = purged || purged.error().fault == Fault::kNotFound;
    if (!gone && leftovers_.size() < kMostLeftovers) leftovers_.push_back({job, reference});
  }

  void PurgeLeftovers(IppClient& server) {
    const auto now = steady_clock::now();
    if (leftovers_.empty() || now - purged_again_ < kPurgedAgainEvery) return;
    purged_again_ = now;
    std::erase_if(leftovers_, [&](const Leftover& left) {
      const auto report = server.AskJob(left.number);
      // A server that has lost its memory may have given the number to another job.
      if (report && !report->name.ends_with(left.reference)) return true;
      if (!report) return report.error().fault == Fault::kNotFound;
      return server.Purge(left.number).has_value();
    });
  }

  Result<std::string> QueueOn(IppClient& server) const {
    if (!queue_.empty()) return queue_;
    return server.DefaultQueue();
  }

  // CUPS stops a queue for good when its backend says so, after a printer that was switched off
  // while it was spoken to for instance, whatever the error policy. Nobody would start it again.
  // What an operator has paused (CUPS's own word for that is "Paused") stays so.
  void ResumeQueue(IppClient& server, const std::string& queue, const IppClient::Printer& printer) {
    const auto now = steady_clock::now();
    if (printer.message == "Paused" || now - resumed_ < kResumedEvery) return;
    resumed_ = now;
    [[maybe_unused]] const auto resumed = server.Resume(queue);
  }

  // Ends the job first: what it says of itself then is final.
  Result<Recalled> TakeBack(IppClient& server, int job, const std::string& reference) {
    [[maybe_unused]] const auto cancelled = server.Cancel(job);  // refused where it has ended
    const auto report = server.AskJob(job);
    if (!report) return std::unexpected(report.error());
    if (IsRunning(report->state)) return Fail(Fault::kUnavailable, "the job does not end yet");
    Purge(server, job, reference);
    if (EndOf(server, *report, reference) == JobState::kCompleted) return Recalled::kPrinted;
    return report->begun ? Recalled::kUnknown : Recalled::kNotPrinted;
  }

  DeviceStatus AskServer() {
    constexpr DeviceStatus kNoAnswer{DeviceState::kUnavailable, DeviceCode::kNotReachable};
    auto server = IppClient::Connect(address_);
    if (!server) return kNoAnswer;
    SettleJobs(*server);
    PurgeLeftovers(*server);
    const auto queue = QueueOn(*server);
    if (!queue) return kNoAnswer;
    const auto printer = server->AskPrinter(QueueUri(*queue), "/printers/" + *queue);
    if (!printer) {
      const bool silent = printer.error().fault == Fault::kTimeout;
      return silent ? DeviceStatus{DeviceState::kUnavailable, DeviceCode::kNotResponding}
                    : kNoAnswer;
    }
    if (!OfferedPaper(printer->media, paper_))
      return {DeviceState::kUnavailable, DeviceCode::kMediaMisplaced};
    if (printer->report.state == QueueState::kStopped) ResumeQueue(*server, *queue, *printer);
    if (printer->report.state != QueueState::kIdle) return StatusOf(printer->report);
    return StatusAtRest(*printer);
  }

  void SettleJobs(IppClient& server) {
    for (Job& job : jobs_) job.ended = Settle(server, job);
    std::erase_if(jobs_, [](const Job& job) { return job.ended; });
  }

  static bool IsRunning(JobState state) {
    return state == JobState::kWaiting || state == JobState::kPrinting;
  }

  // Tells how the job ended, if it has.
  bool Settle(IppClient& server, Job& job) {
    auto report = server.AskJob(job.number);
    if (report && !report->name.ends_with(job.reference)) return Lost(job);
    if (report && IsRunning(report->state) && job.unwanted) {
      [[maybe_unused]] const auto cancelled = server.Cancel(job.number);
      report = server.AskJob(job.number);
    }
    // CUPS does not always say that it was cancelled on request.
    if (report && report->state == JobState::kAborted && job.unwanted) {
      report->state = JobState::kCancelled;
    }
    if (report && report->stopping && report->state == JobState::kAborted) {
      if (IsStopping(server, job)) return false;
      report = server.AskJob(job.number);
    }
    if (!report && report.error().fault != Fault::kNotFound) return false;  // a later Poll knows
    if (!report) return Lost(job);
    if (IsRunning(report->state)) return false;
    Purge(server, job.number, job.reference);
    TellEnd(job, EndOf(server, *report, job.reference), report->begun);
    return true;
  }

  // While the queue is busy with it: who cancelled it may yet be told.
  bool IsStopping(IppClient& server, Job& job) const {
    const auto now = steady_clock::now();
    if (!job.stopping) job.stopping = now;
    if (now - *job.stopping > kMostStopping) return false;
    const auto queue = QueueOn(server);
    if (!queue) return false;
    const auto printer = server.AskPrinter(QueueUri(*queue), "/printers/" + *queue);
    return printer && printer->report.state == QueueState::kProcessing;
  }

  // CUPS calls a job completed when its backend has ended, also after a printer that had the
  // document and was switched off or jammed, and it counts what its own filter has made. So an IPP
  // printer is asked itself; of another one CUPS's count is all there is. Nullopt: nobody knows.
  std::optional<JobState> EndOf(IppClient& server, const JobReport& report,
                                const std::string& reference) const {
    if (report.state != JobState::kCompleted) return report.state;
    const auto queue = QueueOn(server);
    if (!queue) return std::nullopt;
    const auto printer = server.AskPrinter(QueueUri(*queue), "/printers/" + *queue);
    if (!printer) return std::nullopt;
    const auto device = ParseDevice(printer->device_uri);
    if (device) return EndAtDevice(*device, reference);
    return report.counted ? std::optional(JobState::kCompleted) : std::nullopt;
  }

  static std::optional<JobState> EndAtDevice(const Device& device, const std::string& reference) {
    auto client = IppClient::Connect(device.address);
    if (!client) return std::nullopt;
    const auto job = client->FindJob(device.uri, device.resource, "completed", reference);
    const auto state = job ? job->state : std::nullopt;
    if (!state || IsRunning(*state)) return std::nullopt;
    return *state == JobState::kCompleted ? JobState::kCompleted : JobState::kAborted;
  }

  void TellEnd(const Job& job, std::optional<JobState> end, bool begun) {
    if (end == JobState::kCompleted) {
      events_.emplace_back(JobSent{job.id});
    } else if (end) {
      events_.emplace_back(JobFailed{job.id, Ended(*end), begun});
    } else {
      events_.emplace_back(
          JobFailed{job.id,
                    {Fault::kBroken,
                     "the printer took the page and does not say that it came out: look "
                     "whether it is there"},
                    /*may_have_printed=*/true});
    }
  }

  bool Lost(const Job& job) {
    events_.emplace_back(JobFailed{
        job.id,
        {Fault::kNotFound, "the print server forgot the job: look whether the page is there"},
        /*may_have_printed=*/true});
    return true;
  }

  // See the header: the queue's memory, or the device's present.
  DeviceStatus StatusAtRest(const IppClient::Printer& printer) {
    const auto device = ParseDevice(printer.device_uri);
    if (!device) {
      DeviceStatus status = StatusOf(printer.report);
      if (printer.report.accepting_jobs) status.state = DeviceState::kReady;
      return status;
    }
    const auto now = steady_clock::now();
    if (!device_report_ || now - device_asked_ >= kDeviceAskedEvery) {
      device_report_ = AskDevice(*device);
      device_asked_ = now;
    }
    PrinterReport report = *device_report_;
    report.accepting_jobs = report.accepting_jobs && printer.report.accepting_jobs;
    return StatusOf(report);
  }

  static PrinterReport AskDevice(const Device& device) {
    if (auto client = IppClient::Connect(device.address)) {
      if (auto answer = client->AskPrinter(device.uri, device.resource)) return answer->report;
    }
    return {.state = QueueState::kStopped, .accepting_jobs = true, .reasons = {"offline-error"}};
  }

  const std::string queue_;
  const std::string paper_;
  const IppAddress address_;
  JobId last_id_ = 0;
  std::vector<Job> jobs_;  // submitted and not known to have ended
  std::vector<Leftover> leftovers_;
  steady_clock::time_point purged_again_;
  std::optional<PrinterReport> device_report_;
  steady_clock::time_point device_asked_;
  steady_clock::time_point resumed_;
  std::optional<DeviceStatus> last_status_;
  std::vector<PrinterEvent> events_;
};

}  // namespace

std::unique_ptr<DocumentPrinter> MakeCupsPrinter(CupsQueue queue) {
  return std::make_unique<CupsPrinter>(std::move(queue));
}

}  // namespace clearway::hal
