#pragma once

#include <string>
#include <vector>

#include "base/core/result.h"
#include "camera/code.h"

namespace clearway::scan {

// What one picture or film file holds.
struct ScannedPicture {
  std::string file;
  int width = 0;   // pixels
  int height = 0;  // pixels
  std::vector<camera::Code> codes;
  double milliseconds = 0;  // for finding and reading, without loading the file
  int frames = 0;           // of a film, 0 for a picture
  std::vector<int>
      read_in;  // of a film: for each code the frame, from 1, that it was first read in
};

// Reads the codes of every file on so many threads; answers come in the files' order. A film is
// read frame by frame as a kiosk reads it, with the frames' votes added up, and holds each code
// once.
[[nodiscard]] std::vector<Result<ScannedPicture>> ScanPictures(
    const std::vector<std::string>& files, unsigned threads);

}  // namespace clearway::scan
