// Any bytes as the configuration file: read to the end, with every problem naming the file and
// something to do.
#include <cstdlib>
#include <string_view>

#include "kiosk/config.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto loaded = clearway::kiosk::ParseConfig(text, "fuzz.toml");
  for (const auto& problem : loaded.problems) {
    const std::string said = problem.Text();
    if (!said.starts_with("fuzz.toml") || problem.what.empty()) std::abort();
  }
  // Without a demonstration nothing is accepted that would keep data or pretend a device.
  if (loaded.problems.empty() && !loaded.config.demo && loaded.config.printer.starts_with("file:"))
    std::abort();
  return 0;
}
