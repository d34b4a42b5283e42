#include "certificate/receipt.h"

namespace clearway::certificate {

const char* ToString(ReceiptProblem problem) {
  switch (problem) {
    case ReceiptProblem::kMalformed:
      return "malformed";
    case ReceiptProblem::kUnknownKiosk:
      return "unknown-kiosk";
    case ReceiptProblem::kForged:
      return "forged";
    case ReceiptProblem::kClockInDoubt:
      return "clock-untrusted";
    case ReceiptProblem::kNotYetValid:
      return "not-yet-valid";
    case ReceiptProblem::kExpired:
      return "expired";
    case ReceiptProblem::kOtherDestination:
      return "other-destination";
    case ReceiptProblem::kDemonstration:
      return "demonstration";
  }
  return "malformed";
}

}  // namespace clearway::certificate
