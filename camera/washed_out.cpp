#include "camera/washed_out.h"

namespace clearway::camera {
namespace {

constexpr int kSensorsEnd = 250;
// A phone's screen at arm's length is this share of the picture.
constexpr double kLeastShare = 0.03;

}  // namespace

bool WashedOut::Sees(const cv::Mat1b& eighth, bool at_rest) {
  const cv::Mat white = eighth >= kSensorsEnd;
  const double share = cv::countNonZero(white) / static_cast<double>(eighth.total());
  if (at_rest) at_rest_ = share;
  return share >= at_rest_ + kLeastShare;
}

}  // namespace clearway::camera
