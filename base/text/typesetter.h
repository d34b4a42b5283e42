#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/text/language.h"

// NOLINTNEXTLINE(modernize-use-using,bugprone-reserved-identifier): Cairo's own declaration
typedef struct _cairo cairo_t;

namespace clearway::text {

enum class Weight : std::uint8_t { kRegular, kBold };
// Start is the left in a language that is read from the left, the right in Arabic.
enum class Alignment : std::uint8_t { kStart, kCentre, kEnd };

// How a text looks. Lengths are units of what it is drawn on: pixels of a bitmap, points of a page.
struct Style {
  double size = 16;  // em
  Weight weight = Weight::kRegular;
  Alignment alignment = Alignment::kStart;
  double width = 0;        // wraps there, between words or, if one is too long, inside it; 0: never
  int max_lines = 0;       // what does not fit ends in an ellipsis (needs a width); 0: no limit
  double line_height = 0;  // baseline to baseline; 0: as tall as the fonts of each line
};

struct Extents {
  double width = 0;     // of the widest line
  double height = 0;    // of all lines
  double baseline = 0;  // of the first line, from the top
  int lines = 0;
  bool shortened = false;  // an ellipsis stands for a part of the text
};

// A length in millimetres, in the points of a page or the pixels of a screen.
[[nodiscard]] constexpr double PointsFromMillimetres(double length) {
  return length * 72 / 25.4;
}
[[nodiscard]] constexpr double MillimetresFromPoints(double length) {
  return length * 25.4 / 72;
}
[[nodiscard]] constexpr double PixelsFromMillimetres(double length, double pixels_per_inch) {
  return length * pixels_per_inch / 25.4;
}

// Coverage of the text, 0 to 255 a pixel, rows `width` bytes apart without padding: multiply it
// with any colour. Wiped at its end: it may show a name.
struct Bitmap {
  Bitmap() = default;
  Bitmap(const Bitmap&) = delete;
  Bitmap& operator=(const Bitmap&) = delete;
  Bitmap(Bitmap&&) noexcept = default;
  Bitmap& operator=(Bitmap&& other) noexcept;
  ~Bitmap();

  int width = 0;   // pixels
  int height = 0;  // pixels
  std::vector<std::uint8_t> alpha;
};

// A text in its shape, ready to be drawn. Its memory, which may hold personal data, is wiped at its
// end. Belongs to the thread of its Typesetter.
class Layout {
 public:
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;
  Layout(Layout&&) noexcept;
  Layout& operator=(Layout&&) noexcept;
  ~Layout();

  [[nodiscard]] const Extents& extents() const;
  // A bitmap as wide as the style's width, or else as the text, rounded up to whole pixels and one
  // spare. An empty text makes an empty bitmap.
  [[nodiscard]] Bitmap Render() const;
  // Draws in the source colour of `canvas`, (x, y) being the upper left corner of the style's box.
  void Draw(cairo_t* canvas, double x, double y) const;
  // The same as filled shapes, for a page that is to embed no font for a few words.
  void DrawOutlines(cairo_t* canvas, double x, double y) const;

 private:
  friend class Typesetter;
  struct Shape;
  explicit Layout(std::unique_ptr<Shape> shape);
  std::unique_ptr<Shape> shape_;
};

// What the shapes are for: screens fit glyphs to whole pixels, paper keeps the designer's outlines.
enum class Medium : std::uint8_t { kScreen, kPaper };

// Lays out text of every script with Pango. Fonts are Noto Sans, Noto Sans Arabic and Noto Sans CJK
// in the glyph variant of the language (a Japanese and a Chinese reader expect different shapes of
// one Han character). Not thread-safe: each thread that draws text has one of its own.
class Typesetter {
 public:
  explicit Typesetter(Medium medium);
  Typesetter(const Typesetter&) = delete;
  Typesetter& operator=(const Typesetter&) = delete;
  Typesetter(Typesetter&&) noexcept;
  Typesetter& operator=(Typesetter&&) noexcept;
  ~Typesetter();

  // `text` is UTF-8 (damaged bytes show as a replacement character), in any mix of scripts; its
  // paragraphs take their reading direction from their first letters, their alignment from
  // `language`.
  [[nodiscard]] Layout Set(const std::string& text, const Language& language,
                           const Style& style) const;

 private:
  struct Fonts;
  std::unique_ptr<Fonts> fonts_;
};

}  // namespace clearway::text
