#include "tests/bench/process_cost.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace clearway::bench {

std::chrono::milliseconds ProcessorTimeOf(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string line;
  std::getline(file, line);
  // The program's name stands in parentheses and may hold anything; user and system time are the
  // 12th and 13th fields behind it.
  std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 1)));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  std::int64_t user = 0;
  std::int64_t system = 0;
  fields >> user >> system;
  return std::chrono::milliseconds((user + system) * 1000 / sysconf(_SC_CLK_TCK));
}

std::chrono::nanoseconds WaitedForProcessor(pid_t pid) {
  std::chrono::nanoseconds waited{0};
  std::error_code ended;
  for (const auto& thread :
       std::filesystem::directory_iterator(fmt::format("/proc/{}/task", pid), ended)) {
    std::ifstream file(thread.path() / "schedstat");
    std::int64_t ran = 0;
    std::int64_t delayed = 0;
    if (file >> ran >> delayed) waited += std::chrono::nanoseconds(delayed);
  }
  return waited;
}

Memory MemoryOf(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/status", pid));
  Memory memory;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string name;
    double kilobytes = 0;
    fields >> name >> kilobytes;
    if (name == "VmRSS:") memory.resident_mb = kilobytes / 1024;
    if (name == "VmHWM:") memory.peak_mb = kilobytes / 1024;
  }
  return memory;
}

}  // namespace clearway::bench
