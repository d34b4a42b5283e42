#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "camera/code.h"
#include "camera/find.h"
#include "camera/symbol_reader.h"

namespace clearway::camera {

// What to tell the hand about a picture in which no code was read. A symbol that was seen tells more
// than something that only looks like one.
[[nodiscard]] Guidance Advise(const cv::Mat& grey, const std::vector<Candidate>& candidates,
                              const std::optional<Sighting>& sighting);

}  // namespace clearway::camera
