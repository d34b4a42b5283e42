#include "tools/frames/phone.h"

#include <cairo.h>
#include <qrencode.h>

#include <cmath>
#include <memory>

#include "tools/frames/drawing_handles.h"

namespace clearway::frames {
namespace {

// A usual phone, in millimetres.
constexpr double kWidth = 74;
constexpr double kHeight = 156;
constexpr double kBezel = 3;
constexpr double kPixelsAMillimetre = 12;
constexpr double kCodeSide = 62;

struct Colour {
  double red, green, blue;
};

struct Box {
  double x, y, width, height;
};

void RoundedBox(cairo_t* cairo, const Box& box, double radius, const Colour& colour) {
  const double right = box.x + box.width - radius;
  const double bottom = box.y + box.height - radius;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, right, box.y + radius, radius, -M_PI / 2, 0);
  cairo_arc(cairo, right, bottom, radius, 0, M_PI / 2);
  cairo_arc(cairo, box.x + radius, bottom, radius, M_PI / 2, M_PI);
  cairo_arc(cairo, box.x + radius, box.y + radius, radius, M_PI, 3 * M_PI / 2);
  cairo_close_path(cairo);
  cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
  cairo_fill(cairo);
}

// Body, screen, status bar, the application's head, and lines that stand for text.
void DrawAround(cairo_t* cairo) {
  RoundedBox(cairo, {0, 0, kWidth, kHeight}, 10, {0.07, 0.07, 0.09});
  RoundedBox(cairo, {0.6, 0.6, kWidth - 1.2, kHeight - 1.2}, 9.5, {0.13, 0.13, 0.16});
  const Box screen{kBezel, kBezel, kWidth - 2 * kBezel, kHeight - 2 * kBezel};
  RoundedBox(cairo, screen, 7.5, {0.91, 0.94, 0.97});
  RoundedBox(cairo, {kBezel, kBezel, screen.width, 22}, 7.5, {0.10, 0.32, 0.56});
  RoundedBox(cairo, {kWidth / 2 - 9, 4.5, 18, 4.4}, 2.2, {0.03, 0.03, 0.04});
  RoundedBox(cairo, {8, 14, 34, 3.2}, 1.6, {0.93, 0.96, 1});
  RoundedBox(cairo, {5, 30, kWidth - 10, 98}, 4, {1, 1, 1});
  RoundedBox(cairo, {10, 112, 30, 3}, 1.5, {0.25, 0.28, 0.33});
  RoundedBox(cairo, {10, 118, 46, 2.4}, 1.2, {0.62, 0.66, 0.70});
  RoundedBox(cairo, {kWidth / 2 - 15, kHeight - 8.5, 30, 1.4}, 0.7, {0.35, 0.37, 0.40});
}

// Modules are whole pixels, as screens draw them.
void DrawCode(cairo_t* cairo, const QRcode& code) {
  const int modules = code.width + 2 * kQuietModules;
  const double module = std::floor(kCodeSide * kPixelsAMillimetre / modules) / kPixelsAMillimetre;
  const double side = module * code.width;
  const double left = (kWidth - side) / 2;
  const double top = kHeight / 2 - 6 - side / 2;
  cairo_set_source_rgb(cairo, 0.02, 0.02, 0.03);
  cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if ((code.data[y * code.width + x] & 1) == 0) continue;
      cairo_rectangle(cairo, left + x * module, top + y * module, module, module);
    }
  }
  cairo_fill(cairo);
}

}  // namespace

Result<Sheet> DrawPhone(const std::string& text) {
  const QrCode code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!code) return Fail(Fault::kInvalid, "A text is empty, or longer than a QR code holds.");
  Sheet phone{.picture = cv::Mat::zeros(static_cast<int>(kHeight * kPixelsAMillimetre),
                                        static_cast<int>(kWidth * kPixelsAMillimetre), CV_8UC4),
              .size = {kWidth, kHeight}};
  const Surface surface(cairo_image_surface_create_for_data(phone.picture.data, CAIRO_FORMAT_ARGB32,
                                                            phone.picture.cols, phone.picture.rows,
                                                            static_cast<int>(phone.picture.step)));
  const Cairo cairo(cairo_create(surface.get()));
  cairo_scale(cairo.get(), kPixelsAMillimetre, kPixelsAMillimetre);
  DrawAround(cairo.get());
  DrawCode(cairo.get(), *code);
  cairo_surface_flush(surface.get());
  return phone;
}

}  // namespace clearway::frames
