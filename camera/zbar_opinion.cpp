// ZBar's second opinion.
#include <zbar.h>

#include "camera/second_opinion.h"

namespace clearway::camera {
namespace {

struct ZBarDeleter {
  void operator()(zbar::zbar_image_scanner_t* scanner) const {
    zbar::zbar_image_scanner_destroy(scanner);
  }
  void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};
template <typename T>
using ZBarPtr = std::unique_ptr<T, ZBarDeleter>;

// 8-bit grey, as ZBar names it.
constexpr unsigned long kY800 = 'Y' | '8' << 8 | '0' << 16 | '0' << 24;

std::array<cv::Point2f, 4> CornersOf(const zbar::zbar_symbol_t* symbol) {
  std::array<cv::Point2f, 4> corners;
  const unsigned count = zbar::zbar_symbol_get_loc_size(symbol);
  for (unsigned i = 0; i < corners.size() && i < count; ++i) {
    corners[i] = {static_cast<float>(zbar::zbar_symbol_get_loc_x(symbol, i)),
                  static_cast<float>(zbar::zbar_symbol_get_loc_y(symbol, i))};
  }
  return corners;
}

}  // namespace

class ZBar::Body {
 public:
  Body() : scanner_(zbar::zbar_image_scanner_create()) {
    using namespace zbar;
    zbar_image_scanner_t* scanner = scanner_.get();
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    // Bytes as they are: by default ZBar guesses a character set and converts.
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, 1);
    // Debian's ZBar can announce every code on D-Bus.
    zbar_image_scanner_request_dbus(scanner, 0);
  }

  std::vector<SecondOpinion> Read(const cv::Mat1b& grey) {
    const ZBarPtr<zbar::zbar_image_t> image(zbar::zbar_image_create());
    const cv::Mat packed = grey.isContinuous() ? grey : grey.clone();
    zbar::zbar_image_set_format(image.get(), kY800);
    zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(packed.cols),
                              static_cast<unsigned>(packed.rows));
    zbar::zbar_image_set_data(image.get(), packed.data, packed.total(), nullptr);
    if (zbar::zbar_scan_image(scanner_.get(), image.get()) <= 0) return {};
    std::vector<SecondOpinion> codes;
    for (const auto* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
         symbol = zbar::zbar_symbol_next(symbol)) {
      codes.push_back({std::string(zbar::zbar_symbol_get_data(symbol),
                                   zbar::zbar_symbol_get_data_length(symbol)),
                       CornersOf(symbol)});
    }
    return codes;
  }

 private:
  ZBarPtr<zbar::zbar_image_scanner_t> scanner_;
};

ZBar::ZBar() : body_(std::make_unique<Body>()) {}
ZBar::~ZBar() = default;

std::vector<SecondOpinion> ZBar::Read(const cv::Mat1b& grey) {
  return body_->Read(grey);
}

}  // namespace clearway::camera
