#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kiosk/session/effect.h"

namespace clearway::kiosk {

// Staff's action begins when its record is on the disk: until then what it wants done waits here,
// and nobody else does. Main owns it.
class ActionGate {
 public:
  // An action's beginning is the `record`-th that the records thread took; nullopt: it refused it,
  // and nothing of the action is done.
  void Begin(std::optional<std::uint64_t> record);
  // The action has ended, and what it still wanted done is not done.
  void End();
  // Whether the effect has to wait; then it was taken.
  [[nodiscard]] bool Holds(session::Effect& effect);
  // What may be done now that so many records are on the disk, in its order.
  [[nodiscard]] std::vector<session::Effect> Open(std::uint64_t written);
  // The log cannot be written: what waits is not done. False: nothing waited.
  [[nodiscard]] bool GiveUp();

 private:
  std::optional<std::uint64_t> awaited_;  // nullopt: the gate is open
  std::vector<session::Effect> held_;
};

}  // namespace clearway::kiosk
