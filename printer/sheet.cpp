#include "printer/sheet.h"

#include <cairo-pdf.h>

#include <memory>
#include <numbers>

#include "printer/cairo_bytes.h"
#include "printer/qr_outline.h"
#include "printer/slim_pdf.h"

namespace clearway::printer {

namespace {

template <auto kFree>
struct FreeWith {
  template <typename T>
  void operator()(T* thing) const {
    kFree(thing);
  }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeWith<cairo_surface_destroy>>;
using Canvas = std::unique_ptr<cairo_t, FreeWith<cairo_destroy>>;

// Larger than any page we make, so that the bytes stay in one place and are wiped there.
constexpr std::size_t kPdfRoom = std::size_t{512} * 1024;

class Drawing {
 public:
  Drawing(cairo_t* canvas, SheetSize size, text::Direction direction)
      : canvas_(canvas), size_(size), mirrored_(direction == text::Direction::kRightToLeft) {}

  void Draw(const Sheet& sheet) const {
    if (sheet.watermark) DrawWatermark(*sheet.watermark);
    for (const Rule& rule : sheet.rules) {
      SetGrey(rule.grey);
      cairo_rectangle(canvas_, Left(rule.x, rule.width), rule.y, rule.width, rule.thickness);
      cairo_fill(canvas_);
    }
    for (const Frame& frame : sheet.frames) {
      SetGrey(0);
      cairo_set_line_width(canvas_, 1);
      cairo_rectangle(canvas_, Left(frame.x, frame.width), frame.y, frame.width, frame.height);
      cairo_stroke(canvas_);
    }
    for (const TextPiece& piece : sheet.texts) {
      DrawText(piece, Left(piece.x, piece.width), piece.y);
    }
    for (const auto* code : {&sheet.code, &sheet.receipt}) {
      if (*code) DrawCode(**code);
    }
    cairo_show_page(canvas_);
  }

 private:
  // The left edge of a thing `width` wide that begins `x` from where reading starts.
  [[nodiscard]] double Left(double x, double width) const {
    return mirrored_ ? size_.width - x - width : x;
  }

  void SetGrey(double grey) const { cairo_set_source_rgb(canvas_, grey, grey, grey); }

  void DrawText(const TextPiece& piece, double left, double top) const {
    SetGrey(piece.grey);
    if (piece.outlined) {
      piece.layout.DrawOutlines(canvas_, left, top);
    } else {
      piece.layout.Draw(canvas_, left, top);
    }
  }

  void DrawWatermark(const TextPiece& piece) const {
    cairo_save(canvas_);
    // Below the middle: the code stands above it, and nothing lies behind that.
    cairo_translate(canvas_, size_.width / 2, size_.height * 0.6);
    cairo_rotate(canvas_, -std::numbers::pi / 4);
    DrawText(piece, -piece.width / 2, -piece.layout.extents().height / 2);
    cairo_restore(canvas_);
  }

  // Recorded with a module as the unit and then scaled: whole numbers take a third of the bytes.
  void DrawCode(const CodePiece& piece) const {
    cairo_save(canvas_);
    cairo_translate(canvas_, Left(piece.x, piece.width()), piece.y);
    cairo_scale(canvas_, piece.module, piece.module);
    const Surface recorded = RecordCode(*piece.code);
    cairo_set_source_surface(canvas_, recorded.get(), 0, 0);
    cairo_paint(canvas_);
    cairo_restore(canvas_);
  }

  static Surface RecordCode(const QrCode& code) {
    const double side = code.width + 2 * kQuietZone;
    const cairo_rectangle_t extents{0, 0, side, side};
    Surface recorded(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents));
    const Canvas canvas(cairo_create(recorded.get()));
    cairo_set_source_rgb(canvas.get(), 1, 1, 1);
    cairo_paint(canvas.get());
    cairo_set_source_rgb(canvas.get(), 0, 0, 0);
    // One path: printers and viewers then leave no seams between modules.
    cairo_translate(canvas.get(), kQuietZone, kQuietZone);
    for (const Outline& outline : OutlinesOf(code)) {
      for (const Corner& corner : outline) cairo_line_to(canvas.get(), corner.x, corner.y);
      cairo_close_path(canvas.get());
      cairo_new_sub_path(canvas.get());
    }
    cairo_fill(canvas.get());
    return recorded;
  }

  cairo_t* canvas_;
  SheetSize size_;
  bool mirrored_;
};

void SetMetadata(cairo_surface_t* surface, const std::string& made) {
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, "Certificate");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Clearway");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
}

}  // namespace

Result<std::vector<std::uint8_t>> DrawPdf(const std::vector<Sheet>& sheets,
                                          text::Direction direction, const std::string& made) {
  std::vector<std::uint8_t> pdf;
  pdf.reserve(kPdfRoom);
  const SheetSize size = sheets.front().size;
  const Surface surface(
      cairo_pdf_surface_create_for_stream(AppendBytes, &pdf, size.width, size.height));
  SetMetadata(surface.get(), made);
  const Canvas canvas(cairo_create(surface.get()));
  for (const Sheet& sheet : sheets) {
    cairo_pdf_surface_set_size(surface.get(), sheet.size.width, sheet.size.height);
    Drawing(canvas.get(), sheet.size, direction).Draw(sheet);
  }
  cairo_surface_finish(surface.get());
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
    return Fail(Fault::kBroken,
                std::string("drawing the page failed: ") + cairo_status_to_string(status));
  }
  SlimFonts(pdf);
  return pdf;
}

}  // namespace clearway::printer
