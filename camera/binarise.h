#pragma once

#include <opencv2/core.hpp>

namespace clearway::camera {

// Dark (255) and light (0) by the middle between the darkest and the lightest around each pixel,
// which a shadow or the edge of glare shifts along with it. Where nothing differs by more than
// noise everything is light. "Around" is some 24 pixels: a code's modules should be one to six
// pixels.
[[nodiscard]] cv::Mat1b Binarise(const cv::Mat1b& grey);

// The same by the mean around each pixel, some ten pixels far, of a picture whose edges are raised:
// for codes out of focus, at a shadow's edge or hardly darker than their paper. Noise is seen, too.
[[nodiscard]] cv::Mat1b BinariseSharpened(const cv::Mat1b& grey);

}  // namespace clearway::camera
