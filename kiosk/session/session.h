#pragma once

#include <vector>

#include "base/core/clock.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "kiosk/session/state.h"
#include "kiosk/session/view.h"

// The traveller's journey as a function: Step(state, event, now) -> {state, effects}. Pure: no
// drawing, no device, no clock, no file. Everything here is a value; main owns the state, feeds it
// every event from the outside and carries the effects out.
namespace clearway::session {

struct Stepped {
  State state;
  std::vector<Effect> effects;  // in the order in which they happen
};

// The state of a kiosk that has just started: devices starting, trust not yet loaded.
[[nodiscard]] State Begin(const Settings& settings, Moment now);

// Move the state in and out: a copy would be one more place that holds travellers' data.
[[nodiscard]] Stepped Step(State state, Event event, const Now& now);

// Ends a session before the program stops: forgets, and takes a running print back, whose end is
// recorded when its PrintUpdate comes.
[[nodiscard]] Stepped Stop(State state, const Now& now);

}  // namespace clearway::session
