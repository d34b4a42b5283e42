#include <cairo.h>

#include <memory>

#include "kiosk/ui/window.h"

namespace clearway::ui {

Status WritePng(const Picture& picture, const std::filesystem::path& file) {
  struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  const std::unique_ptr<cairo_surface_t, Destroy> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height));
  cairo_surface_flush(surface.get());
  unsigned char* row = cairo_image_surface_get_data(surface.get());
  if (row == nullptr) return Fail(Fault::kInvalid, "a picture of that size cannot be written");
  const std::uint8_t* from = picture.rgba.data();
  for (int y = 0; y < picture.height; ++y) {
    auto* to = reinterpret_cast<std::uint32_t*>(row);
    for (int x = 0; x < picture.width; ++x, from += 4) {
      to[x] = static_cast<std::uint32_t>(from[0] << 16 | from[1] << 8 | from[2]);
    }
    row += cairo_image_surface_get_stride(surface.get());
  }
  cairo_surface_mark_dirty(surface.get());
  if (cairo_surface_write_to_png(surface.get(), file.c_str()) != CAIRO_STATUS_SUCCESS) {
    return Fail(Fault::kUnavailable, "cannot write " + file.string() + ": check the folder");
  }
  return {};
}

}  // namespace clearway::ui
