#include "camera/resting_pace.h"

#include <algorithm>

namespace clearway::camera {
namespace {

using std::chrono::milliseconds;

// A hand that comes is seen in the next of these, in less than 70 ms.
constexpr int kGlances = 15;  // a second
// Five a second, of pictures that may come a little early.
constexpr milliseconds kBetweenReads{195};
constexpr milliseconds kAwake{3000};

}  // namespace

bool RestingPace::Take(Moment taken, bool moves) {
  if (moves) StayAwake(taken);
  const bool due = taken >= last_read_ + kBetweenReads || taken < last_read_;
  if (rests(taken) && !due) return false;
  last_read_ = taken;
  return true;
}

void RestingPace::StayAwake(Moment taken) {
  awake_until_ = std::max(awake_until_, taken + kAwake);
}

int RestingPace::RateAfter(Moment taken) const {
  return rests(taken) ? kGlances : 0;
}

}  // namespace clearway::camera
