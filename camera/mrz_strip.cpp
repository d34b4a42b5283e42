#include "camera/mrz_strip.h"

#include <opencv2/imgproc.hpp>

namespace clearway::camera {

cv::Mat1f DarknessAlong(Pyramid& pyramid, const cv::Matx33d& place, float step, cv::Size size,
                        cv::Size paper) {
  // Of the copy whose pixels are not larger than the strip's, or hardly.
  const int level = Pyramid::LevelFor(step, 0.85F);
  const double scale = Pyramid::Scale(level);
  // OpenCV's pixels have their places in their middles.
  const cv::Matx33d in_copy(scale, 0, -0.5, 0, scale, -0.5, 0, 0, 1);
  const cv::Matx33d middle(1, 0, 0.5, 0, 1, 0.5, 0, 0, 1);
  cv::Mat1b strip;
  cv::warpPerspective(pyramid.Level(level), strip, in_copy * place * middle, size,
                      cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  cv::Mat1b light;
  cv::blur(strip, light, {3, 3});
  cv::morphologyEx(light, light, cv::MORPH_CLOSE, cv::Mat::ones(paper, CV_8U));
  cv::Mat1f darkness;
  cv::subtract(light, strip, darkness, cv::noArray(), CV_32F);
  cv::max(darkness, 0, darkness);
  return darkness;
}

}  // namespace clearway::camera
