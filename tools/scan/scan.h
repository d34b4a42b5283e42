#pragma once

#include <string>
#include <vector>

#include "base/core/result.h"
#include "camera/code.h"

namespace clearway::scan {

// What one picture file holds.
struct ScannedPicture {
  std::string file;
  int width = 0;   // pixels
  int height = 0;  // pixels
  std::vector<camera::Code> codes;
  double milliseconds = 0;  // for finding and reading, without loading the file
};

// Reads the codes of every file on so many threads; answers come in the files' order.
[[nodiscard]] std::vector<Result<ScannedPicture>> ScanPictures(
    const std::vector<std::string>& files, unsigned threads);

}  // namespace clearway::scan
