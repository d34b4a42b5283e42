#pragma once

#include <chrono>
#include <vector>

#include "camera/reader.h"
#include "camera/second_opinion.h"

namespace clearway::camera {

// Reads the codes in pictures that come alone, such as photographs: with all the effort that Reader
// can make, and where it reads nothing, with the second opinions of other decoders, which look in
// other ways and make other mistakes. For programs that a person runs: a kiosk's camera has a next
// frame, and its process is kept small. Not thread-safe.
class PictureReader {
 public:
  // After `budget` no further attempt is begun.
  [[nodiscard]] std::vector<Code> Read(const hal::Frame& picture, std::chrono::milliseconds budget);

 private:
  Reader reader_;
  ZBar zbar_;
};

}  // namespace clearway::camera
