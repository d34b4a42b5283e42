#include "base/core/result.h"

namespace clearway {

const char* ToString(Fault fault) {
  switch (fault) {
    case Fault::kInvalid:
      return "invalid";
    case Fault::kNotFound:
      return "not_found";
    case Fault::kUnsupported:
      return "unsupported";
    case Fault::kUnavailable:
      return "unavailable";
    case Fault::kTimeout:
      return "timeout";
    case Fault::kFull:
      return "full";
    case Fault::kDenied:
      return "denied";
    case Fault::kBroken:
      return "broken";
  }
  return "unknown";
}

}  // namespace clearway
