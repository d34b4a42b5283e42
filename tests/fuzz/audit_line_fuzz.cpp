// Any bytes as a line of the audit log. A line that is accepted has a hash over all of it: one more
// change is refused.
#include <cstdlib>
#include <string>

#include "kiosk/records/audit_line.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string line(reinterpret_cast<const char*>(data), size);
  if (!clearway::records::ParseLine(line)) return 0;
  line[line.size() / 2] = static_cast<char>(line[line.size() / 2] ^ 1);
  if (clearway::records::ParseLine(line)) std::abort();
  return 0;
}
