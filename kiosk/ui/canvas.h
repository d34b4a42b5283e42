#pragma once

#include <span>
#include <string>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/text_cache.h"
#include "kiosk/ui/texture.h"
#include "kiosk/ui/theme.h"

struct ImDrawList;

namespace clearway::ui {

// How millimetres become pixels, and which way the page reads.
struct View {
  float pixels_per_mm = 3.6F;
  Size page;  // millimetres
  text::Language language = text::Language::English();

  // Right to left: x is measured from the right edge.
  [[nodiscard]] bool mirrored() const {
    return language.direction() == text::Direction::kRightToLeft;
  }
};

struct TextStyle {
  float size = 8.4F;  // millimetres of the em
  Colour ink;
  text::Weight weight = text::Weight::kRegular;
  text::Alignment alignment = text::Alignment::kStart;
};

// Draws shapes and text in millimetres into one frame. Lives for one frame, on the main thread.
class Canvas {
 public:
  Canvas(ImDrawList& list, TextCache& texts, const View& view);

  [[nodiscard]] const View& view() const { return view_; }
  [[nodiscard]] Rect page() const { return {0, 0, view_.page.width, view_.page.height}; }

  void Fill(const Rect& rect, Colour colour, float radius = 0);
  void Outline(const Rect& rect, Colour colour, float thickness, float radius = 0);
  void Disc(Point centre, float radius, Colour colour);
  void Ring(Point centre, float radius, float thickness, Colour colour);
  // A line with round corners and ends; `closed` joins the last point to the first.
  void Stroke(std::span<const Point> points, float thickness, Colour colour, bool closed = false);
  // A filled convex polygon.
  void Polygon(std::span<const Point> points, Colour colour);

  // Draws the text from the top of the box, lines broken at its width; returns the height used.
  float Text(const Rect& box, const TextStyle& style, const std::string& text);
  // As Text, but smaller until the text fits into the box, and centred vertically.
  float TextFitting(const Rect& box, const TextStyle& style, const std::string& text);
  // The style, made smaller until the text fits into the box.
  [[nodiscard]] TextStyle Fitting(const Rect& box, TextStyle style, const std::string& text);
  [[nodiscard]] Size Measure(float width, const TextStyle& style, const std::string& text);

  // How many texts were larger than their box even at the smallest type, in this frame: a layout
  // that has none cuts nothing and overlaps nothing.
  [[nodiscard]] int misfits() const { return misfits_; }

  // The texture over the whole box, as in a mirror, so that a hand and its picture move the same
  // way; in every language alike.
  void MirrorImage(const Rect& box, const Texture& texture, float radius = 0);
  // Where a place of the texture, x and y from 0 to 1, lies on the page then.
  [[nodiscard]] Point OnMirrorImage(const Rect& box, Point place) const;

  // The box in pixels of the window, mirrored: for hit testing.
  struct Pixels {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
  };
  [[nodiscard]] Pixels ToPixels(const Rect& rect) const;

 private:
  [[nodiscard]] Point ToPixels(Point point) const;
  [[nodiscard]] TextRequest Request(float width, const TextStyle& style,
                                    const std::string& text) const;

  ImDrawList& list_;
  TextCache& texts_;
  const View& view_;
  int misfits_ = 0;
};

}  // namespace clearway::ui
