#include "tests/bench/peers.h"

// ZBar first: ZXing-C++ has a macro with the name of one of its classes.
#include <zbar.h>

#define ZX_USE_UTF8 1
#include <ZXing/DecodeHints.h>
#include <ZXing/ReadBarcode.h>

#include <memory>

namespace clearway::bench {
namespace {

struct ZBarDeleter {
  void operator()(zbar::zbar_image_scanner_t* s) const { zbar::zbar_image_scanner_destroy(s); }
  void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

constexpr unsigned long kY800 = 'Y' | '8' << 8 | '0' << 16 | '0' << 24;

std::vector<std::string> ReadWithZBar(zbar::zbar_image_scanner_t* scanner, const cv::Mat1b& grey) {
  const std::unique_ptr<zbar::zbar_image_t, ZBarDeleter> image(zbar::zbar_image_create());
  const cv::Mat packed = grey.isContinuous() ? grey : grey.clone();
  zbar::zbar_image_set_format(image.get(), kY800);
  zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(packed.cols),
                            static_cast<unsigned>(packed.rows));
  zbar::zbar_image_set_data(image.get(), packed.data, packed.total(), nullptr);
  std::vector<std::string> texts;
  if (zbar::zbar_scan_image(scanner, image.get()) <= 0) return texts;
  for (const auto* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
       symbol = zbar::zbar_symbol_next(symbol))
    texts.emplace_back(zbar::zbar_symbol_get_data(symbol),
                       zbar::zbar_symbol_get_data_length(symbol));
  return texts;
}

}  // namespace

Contender PlainZBar() {
  using namespace zbar;
  const std::shared_ptr<zbar_image_scanner_t> scanner(zbar_image_scanner_create(), ZBarDeleter{});
  zbar_image_scanner_set_config(scanner.get(), ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config(scanner.get(), ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config(scanner.get(), ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  zbar_image_scanner_request_dbus(scanner.get(), 0);
  return {"ZBar", [scanner](const cv::Mat1b& grey) { return ReadWithZBar(scanner.get(), grey); }};
}

Contender ZXingCpp() {
  return {"ZXing-C++", [](const cv::Mat1b& grey) {
            ZXing::DecodeHints hints;
            hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true);
            const ZXing::ImageView view(grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum,
                                        static_cast<int>(grey.step));
            std::vector<std::string> texts;
            for (const auto& result : ZXing::ReadBarcodes(view, hints))
              texts.emplace_back(result.bytes().begin(), result.bytes().end());
            return texts;
          }};
}

}  // namespace clearway::bench
