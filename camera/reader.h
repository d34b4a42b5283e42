#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "camera/code.h"
#include "hal/camera.h"

namespace clearway::camera {

// Six searches, in the frame and its parts, of 40 and 8 groups each; for pictures that come alone
// some more.
constexpr int kMostAttempts = 6 * 48;

// What one picture tells.
struct Reading {
  std::vector<Code> codes;  // each text once, in the order they were found
  // kNone where a code was read, and for pictures that come alone.
  Guidance guidance = Guidance::kNone;
  // Whether something looks like a part of a code that was not read.
  bool suspicious = false;
  // How many groups of finder patterns were taken for a symbol's: what a frame costs beyond the
  // search for them, which only its size decides. At most kMostAttempts.
  int attempts = 0;
};

// How much work a picture may cost.
struct Effort {
  // After this long no further attempt is begun; one attempt takes some tens of milliseconds.
  std::chrono::milliseconds budget{60};
  // For pictures that come alone: looks at every size of the picture, and mixes in nothing of the
  // pictures before. In a film the next frame is another chance.
  bool thorough = false;
};

// Reads the codes in pictures. Not thread-safe. Of a film's frames it keeps how surely each module
// of an unread code is dark, until the code is read or half a second unseen; of pictures that come
// alone, nothing.
class Reader {
 public:
  Reader();
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] Reading Read(const hal::Frame& frame, const Effort& effort);
  // Forgets what it keeps of the frames before.
  void Forget();

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace clearway::camera
