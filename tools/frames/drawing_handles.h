#pragma once

#include <cairo.h>
#include <qrencode.h>

#include <memory>

// Owners of what Cairo and libqrencode make; for this folder only.
namespace clearway::frames {

struct FreeDrawing {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeDrawing>;
using Cairo = std::unique_ptr<cairo_t, FreeDrawing>;
using Face = std::unique_ptr<cairo_font_face_t, FreeDrawing>;
using QrCode = std::unique_ptr<QRcode, FreeDrawing>;

inline constexpr int kQuietModules = 4;  // about a QR code (ISO/IEC 18004)

}  // namespace clearway::frames
