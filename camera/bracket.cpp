#include "camera/bracket.h"

#include <array>

namespace clearway::camera {
namespace {

using hal::CameraSetting;
using std::chrono::milliseconds;

// Most hands only need a moment.
constexpr milliseconds kNeed{300};
// Cameras take two or three pictures until a setting shows.
constexpr milliseconds kTry{250};
constexpr milliseconds kSettle{400};
constexpr milliseconds kKeep{2000};
constexpr milliseconds kGone{700};
constexpr milliseconds kPause{1500};
constexpr int kMostRounds = 3;

constexpr std::array kDarker = {CameraSetting{.stops = -1}, CameraSetting{.stops = -2},
                                CameraSetting{.stops = -3}};
constexpr std::array kBrighter = {CameraSetting{.stops = 1}, CameraSetting{.stops = 2},
                                  CameraSetting{.stops = 3}};
// Less light also is a shorter time, which a hand that trembles needs. A lens that hunts is the
// last thing to be suspected.
constexpr std::array kOtherwise = {CameraSetting{.stops = -1},
                                   CameraSetting{.stops = -2},
                                   CameraSetting{.stops = 1},
                                   CameraSetting{.stops = 0, .focus = 0.75F},
                                   CameraSetting{.stops = 0, .focus = 0.5F},
                                   CameraSetting{.stops = 0, .focus = 0.25F}};

std::span<const CameraSetting> PlanFor(Sight sight) {
  if (sight == Sight::kTooBright) return kDarker;
  return sight == Sight::kTooDark ? std::span<const CameraSetting>(kBrighter) : kOtherwise;
}

}  // namespace

const CameraSetting& Bracket::Next(Sight sight, Moment taken) {
  if (sight == Sight::kRead) {
    read_last_ = needed_last_ = taken;
    plan_ = {};
    rounds_ = 0;
    needed_since_ = {};
    return setting_;
  }
  if (taken < read_last_ + kKeep) return setting_;
  if (sight != Sight::kNothing) needed_last_ = taken;
  if (taken >= needed_last_ + kGone) {
    Set({}, taken);
    plan_ = {};
    rounds_ = 0;
    needed_since_ = {};
  } else if (!plan_.empty()) {
    GoOn(taken);
  } else {
    Set({}, taken);
    Begin(sight, taken);
  }
  return setting_;
}

// Something is there; has it been for long enough?
void Bracket::Begin(Sight sight, Moment taken) {
  if (sight == Sight::kNothing || taken < pause_until_ || rounds_ >= kMostRounds) return;
  if (needed_since_ == Moment{}) needed_since_ = taken;
  if (taken < needed_since_ + kNeed) return;
  plan_ = PlanFor(sight);
  Set(plan_.front(), taken);
}

void Bracket::GoOn(Moment taken) {
  if (taken < set_at_ + kTry) return;
  plan_ = plan_.subspan(1);
  if (!plan_.empty()) return Set(plan_.front(), taken);
  ++rounds_;
  needed_since_ = {};
  pause_until_ = taken + kPause;
  Set({}, taken);
}

bool Bracket::Settling(Moment taken) const {
  return setting_ != CameraSetting{} || taken < set_at_ + kSettle;
}

void Bracket::Set(const CameraSetting& setting, Moment taken) {
  if (setting == setting_) return;
  setting_ = setting;
  set_at_ = taken;
}

void Bracket::Reset() {
  *this = {};
}

}  // namespace clearway::camera
