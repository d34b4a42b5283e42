// ZXing-C++'s second opinion.
#define ZX_USE_UTF8 1
#include <ZXing/DecodeHints.h>
#include <ZXing/ReadBarcode.h>

#include "camera/second_opinion.h"

namespace clearway::camera {
namespace {

std::array<cv::Point2f, 4> CornersOf(const ZXing::Position& position) {
  std::array<cv::Point2f, 4> corners;
  for (std::size_t i = 0; i < corners.size(); ++i)
    corners[i] = {static_cast<float>(position[i].x), static_cast<float>(position[i].y)};
  return corners;
}

}  // namespace

std::vector<SecondOpinion> ReadWithZXing(const cv::Mat1b& grey) {
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true);
  const ZXing::ImageView view(grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum,
                              static_cast<int>(grey.step));
  std::vector<SecondOpinion> codes;
  for (const auto& result : ZXing::ReadBarcodes(view, hints)) {
    if (!result.isValid()) continue;
    codes.push_back(
        {std::string(result.bytes().begin(), result.bytes().end()), CornersOf(result.position())});
  }
  return codes;
}

}  // namespace clearway::camera
