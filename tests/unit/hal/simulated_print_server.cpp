#include "tests/unit/hal/simulated_print_server.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace clearway::hal {
namespace {

struct Delete {
  void operator()(ipp_t* message) const { ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, Delete>;

std::string TextOf(ipp_t* request, const char* name, ipp_tag_t tag) {
  const char* text = ippGetString(ippFindAttribute(request, name, tag), 0, nullptr);
  return text == nullptr ? "" : text;
}

int JobOf(ipp_t* request) {
  const std::string uri = TextOf(request, "job-uri", IPP_TAG_URI);
  return std::stoi(uri.substr(uri.rfind('/') + 1));
}

UniqueFd ListenAt(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::listen(fd.get(), 4) != 0) {
    std::abort();
  }
  return fd;
}

// The whole request; null: the other side has gone.
Message ReadRequest(http_t* connection) {
  std::array<char, 1024> resource{};
  http_state_t state = HTTP_STATE_WAITING;
  while (state == HTTP_STATE_WAITING) {
    state = httpReadRequest(connection, resource.data(), resource.size());
  }
  if (state != HTTP_STATE_POST) return nullptr;
  http_status_t status = HTTP_STATUS_CONTINUE;
  while (status == HTTP_STATUS_CONTINUE) status = httpUpdate(connection);
  if (status != HTTP_STATUS_OK) return nullptr;
  if (httpGetExpect(connection) == HTTP_STATUS_CONTINUE) {
    httpWriteResponse(connection, HTTP_STATUS_CONTINUE);
  }
  Message request(ippNew());
  ipp_state_t reading = IPP_STATE_IDLE;
  while (reading != IPP_STATE_DATA && reading != IPP_STATE_ERROR) {
    reading = ippRead(connection, request.get());
  }
  std::array<char, 1024> document{};
  while (reading == IPP_STATE_DATA && ippGetOperation(request.get()) == IPP_OP_SEND_DOCUMENT &&
         httpRead2(connection, document.data(), document.size()) > 0) {
  }
  return reading == IPP_STATE_DATA ? std::move(request) : nullptr;
}

void WriteAnswer(http_t* connection, ipp_t* answer) {
  httpClearFields(connection);
  httpSetField(connection, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetLength(connection, ippLength(answer));
  httpWriteResponse(connection, HTTP_STATUS_OK);
  ipp_state_t writing = IPP_STATE_IDLE;
  while (writing != IPP_STATE_DATA && writing != IPP_STATE_ERROR) {
    writing = ippWrite(connection, answer);
  }
  httpFlushWrite(connection);
}

}  // namespace

SimulatedPrintServer::SimulatedPrintServer(Plan plan) : plan_(std::move(plan)) {
  std::string folder = (std::filesystem::temp_directory_path() / "clearway-ipp-XXXXXX").string();
  folder_ = ::mkdtemp(folder.data());
  listening_ = ListenAt(address());
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

SimulatedPrintServer::~SimulatedPrintServer() {
  thread_.request_stop();
  ::shutdown(listening_.get(), SHUT_RDWR);  // ends the waiting for the next connection
  thread_.join();
  std::filesystem::remove_all(folder_);
}

std::vector<int> SimulatedPrintServer::jobs() const {
  const std::lock_guard lock(mutex_);
  return plan_.jobs;
}

std::vector<int> SimulatedPrintServer::asked_to_end() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

std::vector<std::string> SimulatedPrintServer::lists() const {
  const std::lock_guard lock(mutex_);
  return lists_;
}

void SimulatedPrintServer::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    http_t* connection = httpAcceptConnection(listening_.get(), 1);
    if (connection == nullptr) continue;
    Converse(connection);
    httpClose(connection);
  }
}

void SimulatedPrintServer::Converse(http_t* connection) {
  while (const Message request = ReadRequest(connection)) {
    const Message answer(Answer(request.get()));
    WriteAnswer(connection, answer.get());
  }
}

ipp_t* SimulatedPrintServer::Answer(ipp_t* request) {
  const std::lock_guard lock(mutex_);
  ipp_t* answer = ippNewResponse(request);
  switch (ippGetOperation(request)) {
    case IPP_OP_GET_JOBS:
      AddJobs(request, answer);
      break;
    case IPP_OP_CANCEL_JOB:
      ippSetStatusCode(answer, End(JobOf(request)));
      break;
    case IPP_OP_CREATE_JOB:
      MakeJob(answer);
      break;
    case IPP_OP_GET_JOB_ATTRIBUTES:
      Describe(JobOf(request), answer);
      break;
    default:  // Send-Document as well
      ippSetStatusCode(answer, IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
  }
  return answer;
}

void SimulatedPrintServer::MakeJob(ipp_t* answer) {
  plan_.jobs.push_back(plan_.next);
  ippAddInteger(answer, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", plan_.next++);
}

// The record of a job that has ended stays, as it does until it is purged.
void SimulatedPrintServer::Describe(int job, ipp_t* answer) const {
  const bool lives = std::ranges::find(plan_.jobs, job) != plan_.jobs.end();
  ippAddString(answer, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", nullptr, "Certificate");
  ippAddInteger(answer, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state",
                lives ? IPP_JSTATE_PENDING : IPP_JSTATE_CANCELED);
  ippAddOutOfBand(answer, IPP_TAG_JOB, IPP_TAG_NOVALUE, "time-at-processing");
}

void SimulatedPrintServer::AddJobs(ipp_t* request, ipp_t* answer) {
  ipp_attribute_t* own = ippFindAttribute(request, "my-jobs", IPP_TAG_BOOLEAN);
  lists_.push_back(TextOf(request, "printer-uri", IPP_TAG_URI) + " " +
                   TextOf(request, "which-jobs", IPP_TAG_KEYWORD) +
                   (own != nullptr && ippGetBoolean(own, 0) ? " own" : " everybody's"));
  if (!plan_.lists) {
    ippSetStatusCode(answer, IPP_STATUS_ERROR_FORBIDDEN);
    return;
  }
  for (const int job : plan_.jobs) {
    if (job != plan_.jobs.front()) ippAddSeparator(answer);
    ippAddInteger(answer, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(answer, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", nullptr, "Certificate");
    ippAddInteger(answer, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", IPP_JSTATE_PENDING);
  }
}

ipp_status_t SimulatedPrintServer::End(int job) {
  asked_.push_back(job);
  if (plan_.kept.contains(job)) return IPP_STATUS_ERROR_NOT_POSSIBLE;
  std::erase(plan_.jobs, job);
  return plan_.ending.contains(job) ? IPP_STATUS_ERROR_NOT_POSSIBLE : IPP_STATUS_OK;
}

}  // namespace clearway::hal
