#pragma once

#include <cups/cups.h>

#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/core/unique_fd.h"

namespace clearway::hal {

// A print server on a domain socket, as far as it makes, lists, describes and ends jobs (RFC 8011
// sections 4.2.4, 4.2.6 and 4.3). It takes no document, and prints nothing. Answers one connection
// at a time, on a thread of its own; must outlive its clients.
class SimulatedPrintServer {
 public:
  struct Plan {
    std::vector<int> jobs;  // of this user, not ended, in the order of the list
    std::set<int> kept;     // will not be ended
    std::set<int> ending;   // end by themselves when somebody wants to end them, which is refused
    bool lists = true;      // else it denies the list
    int next = 1;           // the number of the next job that is made
  };
  explicit SimulatedPrintServer(Plan plan);
  SimulatedPrintServer(const SimulatedPrintServer&) = delete;
  SimulatedPrintServer& operator=(const SimulatedPrintServer&) = delete;
  ~SimulatedPrintServer();

  [[nodiscard]] std::string address() const { return folder_ / "server"; }
  // Its jobs that have not ended.
  [[nodiscard]] std::vector<int> jobs() const;
  // What it was asked to end, in this order.
  [[nodiscard]] std::vector<int> asked_to_end() const;
  // For each list: of which queue, which jobs and whose, "ipp://... not-completed own".
  [[nodiscard]] std::vector<std::string> lists() const;

 private:
  void Run(const std::stop_token& stop);
  void Converse(http_t* connection);
  [[nodiscard]] ipp_t* Answer(ipp_t* request);
  void MakeJob(ipp_t* answer);
  void Describe(int job, ipp_t* answer) const;
  void AddJobs(ipp_t* request, ipp_t* answer);
  [[nodiscard]] ipp_status_t End(int job);

  std::filesystem::path folder_;
  UniqueFd listening_;
  mutable std::mutex mutex_;
  Plan plan_;
  std::vector<int> asked_;
  std::vector<std::string> lists_;
  std::jthread thread_;
};

}  // namespace clearway::hal
