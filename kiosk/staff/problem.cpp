#include "kiosk/staff/problem.h"

namespace clearway::staff {

const char* ToString(BadgeProblem problem) {
  switch (problem) {
    case BadgeProblem::kMalformed:
      return "malformed";
    case BadgeProblem::kUnknownSigner:
      return "unknown_signer";
    case BadgeProblem::kForged:
      return "forged";
    case BadgeProblem::kNotYetValid:
      return "not_yet_valid";
    case BadgeProblem::kExpired:
      return "expired";
    case BadgeProblem::kRevoked:
      return "revoked";
    case BadgeProblem::kClockInDoubt:
      return "clock_in_doubt";
  }
  return "unknown";
}

const char* ToString(SignInProblem problem) {
  switch (problem) {
    case SignInProblem::kWrongPin:
      return "wrong_pin";
    case SignInProblem::kNotEnrolled:
      return "not_enrolled";
    case SignInProblem::kLocked:
      return "locked";
    case SignInProblem::kNotAllowed:
      return "not_allowed";
    case SignInProblem::kFull:
      return "full";
    case SignInProblem::kUnavailable:
      return "unavailable";
    case SignInProblem::kBookBroken:
      return "book_broken";
  }
  return "unknown";
}

}  // namespace clearway::staff
