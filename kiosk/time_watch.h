#pragma once

#include <optional>

#include "base/core/clock.h"

namespace clearway::kiosk {

// Whether the wall clock is believed, and the newest moment at which it was: a clock that nobody
// synchronises is doubted when it goes back, before the kiosk was started or while it runs. Main
// owns it.
class TimeWatch {
 public:
  explicit TimeWatch(Timestamp build) : floor_{.build = build, .bundle = {}, .last_audit = {}} {}

  // What the audit log says was the newest trusted moment; nullopt: it knows of none. And when the
  // trust bundle in use was issued; the epoch: there is none. Until both are told, nobody can say
  // what went before, and only a synchronised clock is believed.
  void TakeAudit(std::optional<Timestamp> newest);
  void TakeBundle(Timestamp issued_at);
  [[nodiscard]] TrustedTime Assess(Timestamp wall, bool synchronised);
  [[nodiscard]] Timestamp build() const { return floor_.build; }

 private:
  TimeFloor floor_;  // only ever rises
  bool knows_audit_ = false;
  bool knows_bundle_ = false;
};

}  // namespace clearway::kiosk
