#include "base/text/typesetter.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/core/wipe.h"

namespace clearway::text {

namespace {

struct Unref {
  template <typename T>
  void operator()(T* object) const {
    g_object_unref(object);
  }
};
template <typename T>
using Ref = std::unique_ptr<T, Unref>;

template <auto kFree>
struct FreeWith {
  template <typename T>
  void operator()(T* thing) const {
    kFree(thing);
  }
};
using Description = std::unique_ptr<PangoFontDescription, FreeWith<pango_font_description_free>>;
using Attributes = std::unique_ptr<PangoAttrList, FreeWith<pango_attr_list_unref>>;
using Surface = std::unique_ptr<cairo_surface_t, FreeWith<cairo_surface_destroy>>;
using Canvas = std::unique_ptr<cairo_t, FreeWith<cairo_destroy>>;
using FontOptions = std::unique_ptr<cairo_font_options_t, FreeWith<cairo_font_options_destroy>>;

// A texture larger than this on a side cannot be what a screen asked for, and no driver takes it.
constexpr int kLargestBitmap = 16384;

// Noto's CJK families hold every Han character each, and differ in the shapes they prefer.
const char* Families(const Language& language) {
  const std::string& tag = language.tag();
  if (tag == "ja") return "Noto Sans,Noto Sans Arabic,Noto Sans CJK JP";
  if (tag == "ko") return "Noto Sans,Noto Sans Arabic,Noto Sans CJK KR";
  if (tag == "zh-Hant") return "Noto Sans,Noto Sans Arabic,Noto Sans CJK TC";
  return "Noto Sans,Noto Sans Arabic,Noto Sans CJK SC";
}

Description Describe(const Language& language, const Style& style) {
  Description description(pango_font_description_new());
  pango_font_description_set_family_static(description.get(), Families(language));
  pango_font_description_set_weight(
      description.get(), style.weight == Weight::kBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  // Absolute: in units of the canvas, whatever a screen claims its resolution to be.
  pango_font_description_set_absolute_size(description.get(), style.size * PANGO_SCALE);
  return description;
}

// Pango aligns a paragraph by its own direction when that differs from the context's; ours align by
// the reader's, so that a Latin name stands under its Arabic label.
PangoAlignment Align(Alignment alignment, Direction reader, bool paragraph_differs) {
  if (alignment == Alignment::kCentre) return PANGO_ALIGN_CENTER;
  const bool right = (alignment == Alignment::kEnd) != (reader == Direction::kRightToLeft);
  return right != paragraph_differs ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

void ApplyAlignment(PangoLayout* layout, Alignment alignment, Direction reader) {
  const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, 0);
  const bool rtl = line->resolved_dir == PANGO_DIRECTION_RTL;
  const bool differs = rtl != (reader == Direction::kRightToLeft);
  pango_layout_set_alignment(layout, Align(alignment, reader, differs));
}

// Pango warns on stderr about damaged UTF-8; a replacement character says the same to the reader.
void SetText(PangoLayout* layout, const std::string& text) {
  const auto length = static_cast<gssize>(text.size());
  if (g_utf8_validate(text.data(), length, nullptr) != 0) {
    pango_layout_set_text(layout, text.data(), static_cast<int>(length));
    return;
  }
  char* valid = g_utf8_make_valid(text.data(), length);
  pango_layout_set_text(layout, valid, -1);
  Wipe(valid, std::strlen(valid));
  g_free(valid);
}

void SetLineHeight(PangoLayout* layout, double height) {
  const Attributes attributes(pango_attr_list_new());
  // The list owns the attribute, which covers the whole text.
  pango_attr_list_insert(attributes.get(),
                         pango_attr_line_height_new_absolute(pango_units_from_double(height)));
  pango_layout_set_attributes(layout, attributes.get());
}

Extents Measure(PangoLayout* layout) {
  PangoRectangle logical{};
  pango_layout_get_extents(layout, nullptr, &logical);
  return {
      .width = pango_units_to_double(logical.width),
      .height = pango_units_to_double(logical.height),
      .baseline = pango_units_to_double(pango_layout_get_baseline(layout)),
      .lines = pango_layout_get_line_count(layout),
      .shortened = pango_layout_is_ellipsized(layout) != 0,
  };
}

// Pango frees its copies as they are: the text, and glyph numbers that spell it as well.
void WipeLayout(PangoLayout* layout) {
  for (GSList* line = pango_layout_get_lines_readonly(layout); line != nullptr; line = line->next) {
    for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run != nullptr;
         run = run->next) {
      PangoGlyphString* glyphs = static_cast<PangoLayoutRun*>(run->data)->glyphs;
      Wipe(glyphs->glyphs, sizeof(PangoGlyphInfo) * static_cast<std::size_t>(glyphs->num_glyphs));
    }
  }
  char* copy = const_cast<char*>(pango_layout_get_text(layout));
  Wipe(copy, std::strlen(copy));
}

}  // namespace

Bitmap& Bitmap::operator=(Bitmap&& other) noexcept {
  Wipe(alpha);
  width = other.width;
  height = other.height;
  alpha = std::move(other.alpha);
  return *this;
}

Bitmap::~Bitmap() {
  Wipe(alpha);
}

struct Layout::Shape {
  Ref<PangoLayout> layout;
  Extents extents;
  double box_width = 0;

  Shape() = default;
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;
  ~Shape() {
    if (layout) WipeLayout(layout.get());
  }
};

Layout::Layout(std::unique_ptr<Shape> shape) : shape_(std::move(shape)) {}
Layout::Layout(Layout&&) noexcept = default;
Layout& Layout::operator=(Layout&&) noexcept = default;
Layout::~Layout() = default;

const Extents& Layout::extents() const {
  return shape_->extents;
}

Bitmap Layout::Render() const {
  const double wide = std::max(shape_->box_width, shape_->extents.width);
  Bitmap bitmap;
  if (shape_->extents.width <= 0) return bitmap;
  bitmap.width = std::min(static_cast<int>(std::ceil(wide)) + 1, kLargestBitmap);
  bitmap.height = std::min(static_cast<int>(std::ceil(shape_->extents.height)) + 1, kLargestBitmap);
  const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, bitmap.width);
  std::vector<std::uint8_t> rows(static_cast<std::size_t>(stride) *
                                 static_cast<std::size_t>(bitmap.height));
  const Surface surface(cairo_image_surface_create_for_data(rows.data(), CAIRO_FORMAT_A8,
                                                            bitmap.width, bitmap.height, stride));
  const Canvas canvas(cairo_create(surface.get()));
  Draw(canvas.get(), 0, 0);
  cairo_surface_finish(surface.get());
  bitmap.alpha.reserve(static_cast<std::size_t>(bitmap.width) *
                       static_cast<std::size_t>(bitmap.height));
  for (int y = 0; y < bitmap.height; ++y) {
    const auto row = rows.begin() + static_cast<std::ptrdiff_t>(y) * stride;
    bitmap.alpha.insert(bitmap.alpha.end(), row, row + bitmap.width);
  }
  Wipe(rows);
  return bitmap;
}

void Layout::Draw(cairo_t* canvas, double x, double y) const {
  cairo_save(canvas);
  cairo_move_to(canvas, x, y);
  pango_cairo_show_layout(canvas, shape_->layout.get());
  cairo_restore(canvas);
}

void Layout::DrawOutlines(cairo_t* canvas, double x, double y) const {
  cairo_save(canvas);
  cairo_move_to(canvas, x, y);
  pango_cairo_layout_path(canvas, shape_->layout.get());
  cairo_fill(canvas);
  cairo_restore(canvas);
}

struct Typesetter::Fonts {
  Ref<PangoFontMap> map;  // caches what fontconfig finds and FreeType opens: the costly part
  FontOptions options;
  bool whole_pixels = false;

  // One a layout: a context that changed would lay out anew all that were made with it.
  [[nodiscard]] Ref<PangoContext> ContextFor(const Language& language) const {
    Ref<PangoContext> context(pango_font_map_create_context(map.get()));
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_context_set_round_glyph_positions(context.get(), whole_pixels);
    const bool rtl = language.direction() == Direction::kRightToLeft;
    pango_context_set_base_dir(context.get(), rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(context.get(), pango_language_from_string(language.tag().c_str()));
    return context;
  }
};

Typesetter::Typesetter(Medium medium) : fonts_(std::make_unique<Fonts>()) {
  fonts_->map.reset(pango_cairo_font_map_new());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_->map.get()), 72);
  fonts_->options.reset(cairo_font_options_create());
  const bool screen = medium == Medium::kScreen;
  cairo_font_options_set_antialias(fonts_->options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(fonts_->options.get(),
                                    screen ? CAIRO_HINT_STYLE_SLIGHT : CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(fonts_->options.get(), CAIRO_HINT_METRICS_OFF);
  fonts_->whole_pixels = screen;
}

Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;
Typesetter::~Typesetter() = default;

Layout Typesetter::Set(const std::string& text, const Language& language,
                       const Style& style) const {
  auto shape = std::make_unique<Layout::Shape>();
  shape->layout.reset(pango_layout_new(fonts_->ContextFor(language).get()));
  shape->box_width = style.width;
  PangoLayout* layout = shape->layout.get();
  pango_layout_set_font_description(layout, Describe(language, style).get());
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  if (style.width > 0) pango_layout_set_width(layout, pango_units_from_double(style.width));
  if (style.max_lines > 0 && style.width > 0) {
    pango_layout_set_height(layout, -style.max_lines);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  if (style.line_height > 0) SetLineHeight(layout, style.line_height);
  SetText(layout, text);
  ApplyAlignment(layout, style.alignment, language.direction());
  shape->extents = Measure(layout);
  return Layout(std::move(shape));
}

}  // namespace clearway::text
