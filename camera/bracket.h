#pragma once

#include <cstdint>
#include <span>

#include "base/core/clock.h"
#include "hal/camera.h"

namespace clearway::camera {

// What a picture tells about how it was taken.
enum class Sight : std::uint8_t {
  kNothing,    // nothing that could be a code
  kUnread,     // something like a code that is not read
  kTooBright,  // washed out, or glare
  kTooDark,
  kRead,  // a code, or a passport's zone is legible
};

// Tries other exposures, and at last other focus, while something is held to the camera that its
// automatic does not get right: a phone's screen in a hall is the brightest thing in the picture,
// and the automatic goes by the hall. What helped stays while codes are read and a little longer;
// then, or when nothing helps or nothing is there, the camera is left to its automatic. Goes by the
// pictures' own time.
class Bracket {
 public:
  // To be told of each picture in turn; how the next ones shall be taken.
  const hal::CameraSetting& Next(Sight sight, Moment taken);
  // Whether light changes because the camera was asked to look otherwise, not because of a hand.
  [[nodiscard]] bool Settling(Moment taken) const;
  // Back to automatic at once.
  void Reset();
  [[nodiscard]] const hal::CameraSetting& setting() const { return setting_; }

 private:
  void Begin(Sight sight, Moment taken);
  void GoOn(Moment taken);
  void Set(const hal::CameraSetting& setting, Moment taken);

  hal::CameraSetting setting_;
  Moment set_at_;
  std::span<const hal::CameraSetting> plan_;  // what is still to be tried; being tried, the first
  Moment needed_since_;
  Moment needed_last_;
  Moment read_last_;
  Moment pause_until_;
  int rounds_ = 0;  // that helped nothing, since something was there
};

}  // namespace clearway::camera
