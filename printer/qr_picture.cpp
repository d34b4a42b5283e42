#include "printer/qr_picture.h"

#include <cairo.h>

#include <algorithm>
#include <memory>

#include "printer/cairo_bytes.h"

namespace clearway::printer {

namespace {

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

}  // namespace

Result<std::vector<std::uint8_t>> QrPicture(const QrCode& code, int scale) {
  if (scale < 1 || scale > 64) return Fail(Fault::kInvalid, "a module is 1 to 64 pixels wide");
  const int side = (code.width + 2 * kQuietZone) * scale;
  const std::unique_ptr<cairo_surface_t, Destroy> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    return Fail(Fault::kBroken, "there is no memory for the picture");
  }
  unsigned char* pixels = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < side; ++y) {
    unsigned char* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
    for (int x = 0; x < side; ++x) {
      const int column = x / scale - kQuietZone;
      const int line = y / scale - kQuietZone;
      const bool inside = std::min(column, line) >= 0 && std::max(column, line) < code.width;
      const bool dark = inside && code.dark(column, line);
      std::fill_n(row + static_cast<std::ptrdiff_t>(4) * x, 4,
                  dark ? std::uint8_t{0} : std::uint8_t{255});
    }
  }
  cairo_surface_mark_dirty(surface.get());
  std::vector<std::uint8_t> png;
  png.reserve(std::size_t{64} * 1024);
  if (cairo_surface_write_to_png_stream(surface.get(), AppendBytes, &png) != CAIRO_STATUS_SUCCESS) {
    return Fail(Fault::kBroken, "the picture could not be encoded");
  }
  return png;
}

}  // namespace clearway::printer
