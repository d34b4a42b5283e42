#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace clearway::camera {

// A place in a picture: x from 0 (left edge) to 1 (right edge), y from 0 (top) to 1 (bottom), so
// that it fits the frame and every scaled copy of it alike.
struct Point {
  float x = 0;
  float y = 0;
  bool operator==(const Point&) const = default;
};

// One code as it lies in a picture. `text` holds the exact bytes; they need not be UTF-8.
struct Code {
  std::string text;
  std::array<Point, 4> corners{};  // in turn around the code
};

// What the hand should do, as far as one picture can tell. kNone: nothing to say.
enum class Guidance : std::uint8_t {
  kNone,
  kTooDark,    // the picture holds hardly any light
  kTooBright,  // the code, or most of the picture, is washed out
  kHoldStill,  // something like a code is there, but smeared
  kCloser,     // something like a code is there, but too small to read
  kFurther,    // a part of the code is out of the picture
  kStraighten,  // the code faces too far away from the lens
  kGlare,      // a lamp's reflection hides a part of the code
};

}  // namespace clearway::camera
