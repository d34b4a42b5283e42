#pragma once

#include "base/core/clock.h"
#include "camera/code.h"

namespace clearway::camera {

// What of the guidance that single pictures give is told: a hand cannot follow a flicker. Goes by
// the pictures' own time.
class SteadyGuidance {
 public:
  // To be told of each picture in turn; what the hand shall be told from now on.
  Guidance Next(Guidance seen, Moment taken);
  // Nothing is said any more, at once.
  void Forget() { *this = {}; }

 private:
  Guidance told_ = Guidance::kNone;
  Moment told_seen_;  // last
  Guidance seen_ = Guidance::kNone;
  Moment seen_since_;
};

}  // namespace clearway::camera
