#include "kiosk/records/desk_record.h"

namespace clearway::records {

const char* ToString(Retrieval retrieval) {
  switch (retrieval) {
    case Retrieval::kFound:
      return "found";
    case Retrieval::kNothing:
      return "nothing";
    case Retrieval::kTooOften:
      return "too_often";
    case Retrieval::kTimeout:
      return "timeout";
    case Retrieval::kUnreachable:
      return "unreachable";
    case Retrieval::kNotTrusted:
      return "not_trusted";
    case Retrieval::kNonsense:
      return "nonsense";
    case Retrieval::kUnavailable:
      return "unavailable";
    case Retrieval::kWithdrawn:
      return "withdrawn";
  }
  return "unknown";
}

const char* ToString(ActionReason reason) {
  switch (reason) {
    case ActionReason::kNone:
      return "none";
    case ActionReason::kNothingCameOut:
      return "nothing_came_out";
    case ActionReason::kUnreadable:
      return "unreadable";
    case ActionReason::kDamaged:
      return "damaged";
    case ActionReason::kOther:
      return "other";
  }
  return "unknown";
}

const char* ToString(ActionOutcome outcome) {
  switch (outcome) {
    case ActionOutcome::kDone:
      return "done";
    case ActionOutcome::kAdmitted:
      return "admitted";
    case ActionOutcome::kNotAdmitted:
      return "not_admitted";
    case ActionOutcome::kSentToOfficer:
      return "sent_to_officer";
    case ActionOutcome::kCancelled:
      return "cancelled";
    case ActionOutcome::kFailed:
      return "failed";
    case ActionOutcome::kUnknown:
      return "unknown";
  }
  return "unknown";
}

}  // namespace clearway::records
