#include "tools/frames/png.h"

#include <opencv2/imgproc.hpp>

#include "tools/frames/drawing_handles.h"

namespace clearway::frames {
namespace {

// Four bytes a pixel, as Cairo keeps them: its alpha is already multiplied into the colours.
cv::Mat CairoPixels(const cv::Mat& picture) {
  cv::Mat pixels;
  if (picture.channels() == 4) return picture;
  cv::cvtColor(picture, pixels, picture.channels() == 1 ? cv::COLOR_GRAY2BGRA : cv::COLOR_BGR2BGRA);
  return pixels;
}

}  // namespace

Status WritePng(const std::string& path, const cv::Mat& picture) {
  cv::Mat pixels = CairoPixels(picture);
  const auto format = picture.channels() == 4 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24;
  const Surface surface(cairo_image_surface_create_for_data(
      pixels.data, format, pixels.cols, pixels.rows, static_cast<int>(pixels.step)));
  const cairo_status_t status = cairo_surface_write_to_png(surface.get(), path.c_str());
  if (status == CAIRO_STATUS_SUCCESS) return {};
  return Fail(Fault::kUnavailable,
              path + ": it cannot be written (" + cairo_status_to_string(status) + ").");
}

}  // namespace clearway::frames
