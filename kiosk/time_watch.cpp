#include "kiosk/time_watch.h"

#include <algorithm>

namespace clearway::kiosk {

void TimeWatch::TakeAudit(std::optional<Timestamp> newest) {
  knows_audit_ = true;
  if (newest) floor_.last_audit = std::max(floor_.last_audit, *newest);
}

void TimeWatch::TakeBundle(Timestamp issued_at) {
  knows_bundle_ = true;
  floor_.bundle = std::max(floor_.bundle, issued_at);
}

TrustedTime TimeWatch::Assess(Timestamp wall, bool synchronised) {
  TrustedTime time = AssessTime(wall, synchronised, floor_);
  if (!(knows_audit_ && knows_bundle_) && !synchronised) time.trusted = false;
  if (time.trusted) floor_.last_audit = std::max(floor_.last_audit, time.now);
  return time;
}

}  // namespace clearway::kiosk
