#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "camera/code.h"
#include "hal/camera.h"

namespace clearway::camera {

// What one picture tells.
struct Reading {
  std::vector<Code> codes;              // each text once, in the order they were found
  Guidance guidance = Guidance::kNone;  // kNone where a code was read
};

// How much work a picture may cost.
struct Effort {
  // After this long no further attempt is begun; one attempt takes some tens of milliseconds.
  std::chrono::milliseconds budget{60};
  // Looks at the whole picture even where nothing in it looks like a code. For pictures that come
  // alone: in a film the next frame is another chance.
  bool thorough = false;
};

// Reads the codes in pictures. Not thread-safe; keeps nothing of one picture for the next beyond
// its decoder's buffers.
class Reader {
 public:
  Reader();
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] Reading Read(const hal::Frame& frame, const Effort& effort);

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::camera
