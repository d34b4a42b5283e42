#pragma once

#include "base/core/clock.h"

namespace clearway::camera {

// How many of a camera's pictures are read. While nobody is there five a second at most, and only a
// glance at a few more for movement; all of them from the first one on that shows a hand, or while
// the kiosk wants them. Goes by the pictures' own time.
class RestingPace {
 public:
  // A kiosk with a traveller wants every picture.
  void WantAll(bool all) { wants_all_ = all; }
  // To be told of each picture in turn. True: read it.
  [[nodiscard]] bool Take(Moment taken, bool moves);
  // Something worth staying awake for was read.
  void StayAwake(Moment taken);
  [[nodiscard]] bool rests(Moment taken) const { return !wants_all_ && taken >= awake_until_; }
  // What to ask the camera for after that picture: pictures a second, 0 for all.
  [[nodiscard]] int RateAfter(Moment taken) const;

 private:
  bool wants_all_ = false;
  Moment awake_until_;
  Moment last_read_;
};

}  // namespace clearway::camera
