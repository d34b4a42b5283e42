#pragma once

#include <sys/types.h>

#include <chrono>

namespace clearway::bench {

// What a process takes of the machine, from /proc. Zero where it has ended.
[[nodiscard]] std::chrono::milliseconds ProcessorTimeOf(pid_t pid);
// How long its threads were ready to run while others had the processors.
[[nodiscard]] std::chrono::nanoseconds WaitedForProcessor(pid_t pid);

struct Memory {
  double resident_mb = 0;  // now
  double peak_mb = 0;      // the most it ever was
};
[[nodiscard]] Memory MemoryOf(pid_t pid);

}  // namespace clearway::bench
