#include "hal/ipp_client.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace clearway::hal {

namespace {

constexpr int kConnectPatience = 2000;   // milliseconds
constexpr double kAnswerPatience = 3.0;  // seconds
// After this the server drops a job that it has begun, whatever became of us: a page that comes out
// when its owner has left shows a stranger's data.
constexpr int kServerDropsJobAfter = 120;  // seconds

// libcups' own asks at the terminal, where nobody sits.
const char* NoPassword(const char*, http_t*, const char*, const char*, void*) {
  return nullptr;
}

// Called when kAnswerPatience is over; 0 gives up.
int GiveUp(http_t*, void*) {
  return 0;
}

ipp_t* NewRequest(ipp_op_t operation, const std::string& printer_uri) {
  ipp_t* request = ippNewRequest(operation);
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
               printer_uri.c_str());
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
               cupsUser());
  return request;
}

ipp_t* NewJobRequest(ipp_op_t operation, int job) {
  ipp_t* request = ippNewRequest(operation);
  const std::string uri = "ipp://localhost/jobs/" + std::to_string(job);
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", nullptr, uri.c_str());
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
               cupsUser());
  return request;
}

template <std::size_t kCount>
void AddWanted(ipp_t* request, const std::array<const char*, kCount>& names) {
  ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                static_cast<int>(kCount), nullptr, names.data());
}

Fault FaultOf(ipp_status_t status) {
  switch (status) {
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_GONE:
      return Fault::kNotFound;
    case IPP_STATUS_ERROR_FORBIDDEN:
    case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
    case IPP_STATUS_ERROR_NOT_AUTHORIZED:
      return Fault::kDenied;
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES:
    case IPP_STATUS_ERROR_CONFLICTING:
      return Fault::kUnsupported;
    case IPP_STATUS_ERROR_TOO_MANY_JOBS:
    case IPP_STATUS_ERROR_REQUEST_ENTITY:
      return Fault::kFull;
    case IPP_STATUS_ERROR_TIMEOUT:
      return Fault::kTimeout;
    default:
      return Fault::kUnavailable;
  }
}

std::string AskOfServer(Fault fault) {
  switch (fault) {
    case Fault::kNotFound:
      return "the print server does not know this queue or job: see lpstat -v";
    case Fault::kDenied:
      return "the print server refuses this user: see its policy in cupsd.conf";
    case Fault::kUnsupported:
      return "the queue takes neither PDF nor this paper size: see lpoptions -l";
    case Fault::kFull:
      return "the print server takes no more jobs: see lpstat -o";
    case Fault::kTimeout:
      return "the print server did not answer in time: see systemctl status cups";
    default:
      return "the print server is not answering as it should: see systemctl status cups";
  }
}

std::unexpected<Error> Refusal(ipp_status_t status) {
  const Fault fault = FaultOf(status);
  return Fail(fault, AskOfServer(fault));
}

QueueState StateOf(ipp_t* answer) {
  ipp_attribute_t* state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM);
  switch (state != nullptr ? ippGetInteger(state, 0) : IPP_PSTATE_STOPPED) {
    case IPP_PSTATE_IDLE:
      return QueueState::kIdle;
    case IPP_PSTATE_PROCESSING:
      return QueueState::kProcessing;
    default:
      return QueueState::kStopped;
  }
}

bool HasReason(ipp_t* answer, const char* reason) {
  return ippContainsString(ippFindAttribute(answer, "job-state-reasons", IPP_TAG_KEYWORD),
                           reason) != 0;
}

// CUPS also calls a job cancelled that the printer itself gave up.
bool CancelledByPerson(ipp_t* answer) {
  return HasReason(answer, "job-canceled-by-user") || HasReason(answer, "job-canceled-by-operator");
}

// Nullopt: a state that no standard names.
std::optional<JobState> JobStateNumbered(int number) {
  switch (number) {
    case IPP_JSTATE_PENDING:
    case IPP_JSTATE_HELD:
      return JobState::kWaiting;
    case IPP_JSTATE_PROCESSING:
      return JobState::kPrinting;
    case IPP_JSTATE_CANCELED:
      return JobState::kCancelled;
    // CUPS stops a job whose filter failed, and goes on with it only when an administrator says so.
    case IPP_JSTATE_STOPPED:
    case IPP_JSTATE_ABORTED:
      return JobState::kAborted;
    case IPP_JSTATE_COMPLETED:
      return JobState::kCompleted;
    default:
      return std::nullopt;
  }
}

std::optional<JobState> JobStateOf(ipp_t* answer) {
  ipp_attribute_t* attribute = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
  const auto state = JobStateNumbered(attribute != nullptr ? ippGetInteger(attribute, 0) : 0);
  const bool by_itself = state == JobState::kCancelled && !CancelledByPerson(answer);
  return by_itself ? JobState::kAborted : state;
}

// The moment when processing began is out of band until it has come.
bool HasBegun(ipp_t* answer) {
  ipp_attribute_t* moment = ippFindAttribute(answer, "time-at-processing", IPP_TAG_ZERO);
  return moment != nullptr && ippGetValueTag(moment) == IPP_TAG_INTEGER;
}

bool HasCounted(ipp_t* answer) {
  return std::ranges::any_of(std::array{"job-impressions-completed", "job-media-sheets-completed"},
                             [answer](const char* name) {
                               ipp_attribute_t* count =
                                   ippFindAttribute(answer, name, IPP_TAG_INTEGER);
                               return count != nullptr && ippGetInteger(count, 0) > 0;
                             });
}

// The next job of a list of them: a group of attributes for each, in any order. Null: the last one
// was before.
struct ListedJob {
  FoundJob job;
  std::string_view name;
};
std::optional<ListedJob> NextJob(ipp_t* answer, ipp_attribute_t*& attribute) {
  while (attribute != nullptr && ippGetGroupTag(attribute) != IPP_TAG_JOB) {
    attribute = ippNextAttribute(answer);
  }
  if (attribute == nullptr) return std::nullopt;
  ListedJob listed;
  for (; attribute != nullptr && ippGetName(attribute) != nullptr;
       attribute = ippNextAttribute(answer)) {
    const std::string_view name = ippGetName(attribute);
    if (name == "job-id") listed.job.number = ippGetInteger(attribute, 0);
    if (name == "job-state") listed.job.state = JobStateNumbered(ippGetInteger(attribute, 0));
    if (name != "job-name") continue;
    if (const char* title = ippGetString(attribute, 0, nullptr)) listed.name = title;
  }
  return listed;
}

// All values; null has none.
std::vector<std::string> Strings(ipp_attribute_t* attribute) {
  std::vector<std::string> strings;
  for (int i = 0; i < ippGetCount(attribute); ++i) {
    if (const char* text = ippGetString(attribute, i, nullptr)) strings.emplace_back(text);
  }
  return strings;
}

PrinterReport ReportOf(ipp_t* answer) {
  PrinterReport report;
  report.state = StateOf(answer);
  ipp_attribute_t* accepting =
      ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  report.accepting_jobs = accepting == nullptr || ippGetBoolean(accepting, 0) != 0;
  report.reasons = Strings(ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD));
  return report;
}

}  // namespace

std::string QueueUri(const std::string& queue) {
  std::array<char, HTTP_MAX_URI> uri{};
  httpAssembleURIf(HTTP_URI_CODING_ALL, uri.data(), static_cast<int>(uri.size()), "ipp", nullptr,
                   "localhost", 0, "/printers/%s", queue.c_str());
  return uri.data();
}

Result<IppClient> IppClient::Connect(const IppAddress& address) {
  cupsSetPasswordCB2(NoPassword, nullptr);  // libcups keeps it for each thread
  http_t* connection =
      httpConnect2(address.host.c_str(), address.port, nullptr, AF_UNSPEC,
                   address.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                   kConnectPatience, nullptr);
  if (connection == nullptr) {
    return Fail(Fault::kUnavailable, "no print server at " + address.host +
                                         ": start cups, or correct the printer's URI");
  }
  httpSetTimeout(connection, kAnswerPatience, GiveUp, nullptr);
  return IppClient(connection);
}

Result<IppClient::Message> IppClient::Ask(Message request, const std::string& resource) {
  // cupsDoRequest frees the request, also when it fails.
  Message answer(cupsDoRequest(connection_.get(), request.release(), resource.c_str()));
  if (answer == nullptr) return Refusal(cupsLastError());
  const ipp_status_t status = ippGetStatusCode(answer.get());
  if (status >= IPP_STATUS_REDIRECTION_OTHER_SITE) return Refusal(status);
  return answer;
}

Result<IppClient::Printer> IppClient::AskPrinter(const std::string& uri,
                                                 const std::string& resource) {
  Message request(NewRequest(IPP_OP_GET_PRINTER_ATTRIBUTES, uri));
  AddWanted(request.get(),
            std::array{"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
                       "device-uri", "printer-state-message", "media-supported"});
  const auto answer = Ask(std::move(request), resource);
  if (!answer) return std::unexpected(answer.error());
  Printer printer{.report = ReportOf(answer->get()), .device_uri = {}, .message = {}, .media = {}};
  ipp_attribute_t* device = ippFindAttribute(answer->get(), "device-uri", IPP_TAG_URI);
  if (const char* device_uri = ippGetString(device, 0, nullptr)) printer.device_uri = device_uri;
  ipp_attribute_t* message = ippFindAttribute(answer->get(), "printer-state-message", IPP_TAG_TEXT);
  if (const char* text = ippGetString(message, 0, nullptr)) printer.message = text;
  printer.media = Strings(ippFindAttribute(answer->get(), "media-supported", IPP_TAG_ZERO));
  return printer;
}

Status IppClient::Resume(const std::string& queue) {
  const auto answer = Ask(Message(NewRequest(IPP_OP_RESUME_PRINTER, QueueUri(queue))), "/admin/");
  if (!answer) return std::unexpected(answer.error());
  return {};
}

Result<JobReport> IppClient::AskJob(int job) {
  Message request(NewJobRequest(IPP_OP_GET_JOB_ATTRIBUTES, job));
  AddWanted(request.get(),
            std::array{"job-state", "job-state-reasons", "job-name", "time-at-processing",
                       "job-impressions-completed", "job-media-sheets-completed"});
  const auto answer = Ask(std::move(request), "/");
  if (!answer) return std::unexpected(answer.error());
  const auto state = JobStateOf(answer->get());
  if (!state) return Fail(Fault::kBroken, "the print server names no state of the job");
  ipp_attribute_t* name = ippFindAttribute(answer->get(), "job-name", IPP_TAG_NAME);
  const char* text = ippGetString(name, 0, nullptr);
  return JobReport{.state = *state,
                   .name = text == nullptr ? "" : text,
                   .begun = HasBegun(answer->get()),
                   .counted = HasCounted(answer->get()),
                   .stopping = *state == JobState::kAborted &&
                               HasReason(answer->get(), "processing-to-stop-point")};
}

Result<IppClient::Message> IppClient::ListJobs(const std::string& uri, const std::string& resource,
                                               const char* which, bool own) {
  Message request(NewRequest(IPP_OP_GET_JOBS, uri));
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, which);
  if (own) ippAddBoolean(request.get(), IPP_TAG_OPERATION, "my-jobs", 1);
  AddWanted(request.get(), std::array{"job-id", "job-name", "job-state"});
  return Ask(std::move(request), resource);
}

Result<FoundJob> IppClient::FindJob(const std::string& uri, const std::string& resource,
                                    const char* which, const std::string& reference) {
  const auto answer = ListJobs(uri, resource, which, /*own=*/false);
  if (!answer) return std::unexpected(answer.error());
  ipp_attribute_t* attribute = ippFirstAttribute(answer->get());
  while (const auto listed = NextJob(answer->get(), attribute)) {
    if (listed->name.ends_with(reference)) return listed->job;
  }
  return Fail(Fault::kNotFound, "the printer knows no job of that reference");
}

Result<std::string> IppClient::DefaultQueue() {
  Message request(ippNewRequest(IPP_OP_CUPS_GET_DEFAULT));
  AddWanted(request.get(), std::array{"printer-name"});
  const auto answer = Ask(std::move(request), "/");
  if (!answer) return std::unexpected(answer.error());
  ipp_attribute_t* name = ippFindAttribute(answer->get(), "printer-name", IPP_TAG_NAME);
  const char* text = ippGetString(name, 0, nullptr);
  if (text == nullptr) {
    return Fail(Fault::kNotFound, "the print server has no default queue: name one, or lpadmin -d");
  }
  return std::string(text);
}

Result<int> IppClient::CreateJob(const std::string& queue, const Document& document,
                                 const std::string& media) {
  Message request(NewRequest(IPP_OP_CREATE_JOB, QueueUri(queue)));
  const std::string name =
      document.reference.empty() ? document.title : document.title + " " + document.reference;
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, name.c_str());
  ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, media.c_str());
  ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
  // The page is made for its paper: scaling would give the QR code's modules broken widths.
  ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", nullptr, "none");
  ippAddInteger(request.get(), IPP_TAG_JOB, IPP_TAG_INTEGER, "job-cancel-after",
                kServerDropsJobAfter);
  const auto answer = Ask(std::move(request), "/printers/" + queue);
  if (!answer) return std::unexpected(answer.error());
  ipp_attribute_t* job = ippFindAttribute(answer->get(), "job-id", IPP_TAG_INTEGER);
  if (job == nullptr) return Fail(Fault::kBroken, "the print server gave the job no number");
  return ippGetInteger(job, 0);
}

Status IppClient::SendDocument(const std::string& queue, int job, const Document& document) {
  const Message request(NewRequest(IPP_OP_SEND_DOCUMENT, QueueUri(queue)));
  ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
               CUPS_FORMAT_PDF);
  ippAddBoolean(request.get(), IPP_TAG_OPERATION, "last-document", 1);
  const std::string resource = "/printers/" + queue;
  const std::size_t length = ippLength(request.get()) + document.pdf.size();
  http_status_t status =
      cupsSendRequest(connection_.get(), request.get(), resource.c_str(), length);
  if (status == HTTP_STATUS_CONTINUE) {
    status = cupsWriteRequestData(
        connection_.get(), reinterpret_cast<const char*>(document.pdf.data()), document.pdf.size());
  }
  if (status != HTTP_STATUS_CONTINUE) return Refusal(IPP_STATUS_ERROR_SERVICE_UNAVAILABLE);
  const Message answer(cupsGetResponse(connection_.get(), resource.c_str()));
  if (answer == nullptr) return Refusal(cupsLastError());
  const ipp_status_t answered = ippGetStatusCode(answer.get());
  if (answered >= IPP_STATUS_REDIRECTION_OTHER_SITE) return Refusal(answered);
  return {};
}

Result<int> IppClient::Print(const std::string& queue, const Document& document,
                             const std::string& media) {
  const auto job = CreateJob(queue, document, media);
  if (!job) return job;
  const Status sent = SendDocument(queue, *job, document);
  if (sent) return job;
  // A server that stood still may have had all of it, and begin before it hears of the cancelling.
  [[maybe_unused]] const auto cancelled = Cancel(*job);
  const auto report = AskJob(*job);
  if (!report || report->begun) return job;
  const Status purged = Purge(*job);
  const bool gone = purged || purged.error().fault == Fault::kNotFound;
  if (!gone) return job;  // it lives, and may come out
  return std::unexpected(sent.error());
}

Status IppClient::Cancel(int job) {
  const auto answer = Ask(Message(NewJobRequest(IPP_OP_CANCEL_JOB, job)), "/jobs/");
  if (!answer) return std::unexpected(answer.error());
  return {};
}

// The newest first.
Result<std::vector<int>> IppClient::OwnJobs(const std::string& queue) {
  const auto answer = ListJobs(QueueUri(queue), "/printers/" + queue, "not-completed", true);
  if (!answer) return std::unexpected(answer.error());
  std::vector<int> jobs;
  ipp_attribute_t* attribute = ippFirstAttribute(answer->get());
  while (const auto listed = NextJob(answer->get(), attribute)) jobs.push_back(listed->job.number);
  std::ranges::sort(jobs, std::ranges::greater());
  return jobs;
}

Status IppClient::CancelOwnJobs(const std::string& queue) {
  const auto jobs = OwnJobs(queue);
  if (!jobs) return std::unexpected(jobs.error());
  std::vector<int> refused;
  Status all;
  // In this order: else each would begin when the one before it has ended.
  for (const int job : *jobs) {
    const Status cancelled = Cancel(job);
    if (cancelled) continue;
    refused.push_back(job);
    all = std::unexpected(cancelled.error());
  }
  if (refused.empty()) return {};
  const auto left = OwnJobs(queue);  // one may have ended in between; a stopped one has not
  if (!left) return std::unexpected(left.error());
  const bool one_is_left = std::ranges::any_of(
      refused, [&](int job) { return std::ranges::find(*left, job) != left->end(); });
  return one_is_left ? all : Status{};
}

Status IppClient::Purge(int job) {
  Message request(NewJobRequest(IPP_OP_CANCEL_JOB, job));
  ippAddBoolean(request.get(), IPP_TAG_OPERATION, "purge-job", 1);
  const auto answer = Ask(std::move(request), "/jobs/");
  if (!answer) return std::unexpected(answer.error());
  return {};
}

}  // namespace clearway::hal
