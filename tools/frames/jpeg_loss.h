#pragma once

#include <opencv2/core.hpp>

namespace clearway::frames {

// What the baseline JPEG of a quality from 1 to 100 (as libjpeg counts it) takes from a grey
// picture: the 8 x 8 blocks' coefficients are rounded (ITU-T T.81, A.3 and table K.1). Rows and
// columns beyond a multiple of 8 stay as they are.
void LoseAsJpegDoes(cv::Mat1b& grey, int quality);

}  // namespace clearway::frames
