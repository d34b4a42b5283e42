#include "base/core/result.h"

#include <cerrno>

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

Fault FaultOfErrno(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Fault::kFull;
    case EACCES:
    case EPERM:
    case EROFS:
      return Fault::kDenied;
    case ENOENT:
    case ENOTDIR:
      return Fault::kNotFound;
    default:
      return Fault::kUnavailable;
  }
}

}  // namespace clearway
