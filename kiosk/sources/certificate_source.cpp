#include "kiosk/sources/certificate_source.h"

namespace clearway::sources {

const char* ToString(SourceFault fault) {
  switch (fault) {
    case SourceFault::kNothing:
      return "nothing";
    case SourceFault::kTooOften:
      return "too_often";
    case SourceFault::kTimeout:
      return "timeout";
    case SourceFault::kUnreachable:
      return "unreachable";
    case SourceFault::kNotTrusted:
      return "not_trusted";
    case SourceFault::kNonsense:
      return "nonsense";
    case SourceFault::kUnavailable:
      return "unavailable";
    case SourceFault::kWithdrawn:
      return "withdrawn";
  }
  return "unknown";
}

}  // namespace clearway::sources
