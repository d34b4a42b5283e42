#include "camera/steady_guidance.h"

namespace clearway::camera {
namespace {

using std::chrono::milliseconds;

// Guidance is told when it has been the same for this long.
constexpr milliseconds kSteady{350};
// What was told and has not been seen for this long is taken back, also where no other guidance
// stays for long enough to take its place.
constexpr milliseconds kStale{1000};

}  // namespace

Guidance SteadyGuidance::Next(Guidance seen, Moment taken) {
  if (seen != seen_) {
    seen_ = seen;
    seen_since_ = taken;
  }
  if (seen == told_) told_seen_ = taken;
  if (taken - seen_since_ >= kSteady) {
    told_ = seen;
    told_seen_ = taken;
  } else if (taken - told_seen_ >= kStale) {
    told_ = Guidance::kNone;
  }
  return told_;
}

}  // namespace clearway::camera
