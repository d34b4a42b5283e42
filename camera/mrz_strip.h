#pragma once

#include <opencv2/core.hpp>

#include "camera/pyramid.h"

namespace clearway::camera {

// How dark a part of a frame is against its paper: 0 is paper, and light.
//
// `place` maps the strip's pixels to the frame's, where a pixel covers its number to the next;
// `step` is how many frame pixels lie between two of the strip's. The paper is what is lightest
// within `paper` strip pixels around.
[[nodiscard]] cv::Mat1f DarknessAlong(Pyramid& pyramid, const cv::Matx33d& place, float step,
                                      cv::Size size, cv::Size paper);

}  // namespace clearway::camera
