#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hal/camera.h"

namespace clearway::camera {

// One line of a machine-readable zone. Sure is a line that two frames or more agree on, whose every
// character is far likelier than the next, and whose check digits hold where it has any.
struct MrzLine {
  std::string text;                    // of A-Z, 0-9 and <
  bool sure = false;                   //
  std::vector<std::uint8_t> doubtful;  // columns whose character is not sure
};

// A zone as far as it has been read: the lines of ICAO Doc 9303's TD1 (3 of 30), TD2 (2 of 36), TD3
// (2 of 44), or of the visas of these sizes.
struct MrzReading {
  MrzReading() = default;
  MrzReading(const MrzReading&) = delete;
  MrzReading& operator=(const MrzReading&) = delete;
  MrzReading(MrzReading&&) = default;
  MrzReading& operator=(MrzReading&&) = default;
  ~MrzReading();  // overwrites the texts
  std::vector<MrzLine> lines;
  [[nodiscard]] bool sure() const;
};

// Reads passports' zones in a film's frames. A single frame is never enough. Not thread-safe. Keeps
// how likely each character was in the frames before, until the zone has been out of sight for some
// frames.
class MrzReader {
 public:
  MrzReader();
  ~MrzReader();
  MrzReader(const MrzReader&) = delete;
  MrzReader& operator=(const MrzReader&) = delete;

  // What this frame and those before it tell; nothing where this frame shows no zone. Some
  // milliseconds; where much looks like one, at most some tens.
  [[nodiscard]] std::optional<MrzReading> Read(const hal::Frame& frame);
  // Forgets what it keeps, and overwrites it.
  void Forget();
  // Makes OpenCV set up what it sets up at its first use. To be called before a sandbox.
  void WarmUp();

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::camera
