#include "kiosk/ui/canvas.h"

#include <imgui.h>

#include <cmath>

namespace clearway::ui {
namespace {

// Text that does not fit shrinks in steps to this part of its size, never further: below that it
// could not be read from 1 m.
constexpr float kSmallest = 0.55F;
constexpr float kShrink = 0.93F;

ImU32 Packed(Colour colour) {
  return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

}  // namespace

Canvas::Canvas(ImDrawList& list, TextCache& texts, const View& view)
    : list_(list), texts_(texts), view_(view) {}

Point Canvas::ToPixels(Point point) const {
  const float x = view_.mirrored() ? view_.page.width - point.x : point.x;
  return {x * view_.pixels_per_mm, point.y * view_.pixels_per_mm};
}

Canvas::Pixels Canvas::ToPixels(const Rect& rect) const {
  const Point start = ToPixels(Point{rect.x, rect.y});
  const Point end = ToPixels(Point{rect.end(), rect.bottom()});
  return {std::round(std::min(start.x, end.x)), std::round(start.y),
          std::round(std::max(start.x, end.x)), std::round(end.y)};
}

void Canvas::Fill(const Rect& rect, Colour colour, float radius) {
  const Pixels box = ToPixels(rect);
  list_.AddRectFilled({box.left, box.top}, {box.right, box.bottom}, Packed(colour),
                      radius * view_.pixels_per_mm);
}

void Canvas::Outline(const Rect& rect, Colour colour, float thickness, float radius) {
  const Pixels box = ToPixels(rect);
  list_.AddRect({box.left, box.top}, {box.right, box.bottom}, Packed(colour),
                radius * view_.pixels_per_mm, 0, std::max(1.0F, thickness * view_.pixels_per_mm));
}

void Canvas::Disc(Point centre, float radius, Colour colour) {
  const Point at = ToPixels(centre);
  list_.AddCircleFilled({at.x, at.y}, radius * view_.pixels_per_mm, Packed(colour));
}

void Canvas::Ring(Point centre, float radius, float thickness, Colour colour) {
  const Point at = ToPixels(centre);
  list_.AddCircle({at.x, at.y}, radius * view_.pixels_per_mm, Packed(colour), 0,
                  thickness * view_.pixels_per_mm);
}

void Canvas::Stroke(std::span<const Point> points, float thickness, Colour colour, bool closed) {
  list_.PathClear();
  for (const Point& point : points) {
    const Point at = ToPixels(point);
    list_.PathLineTo({at.x, at.y});
  }
  list_.PathStroke(Packed(colour), closed ? ImDrawFlags_Closed : ImDrawFlags_None,
                   thickness * view_.pixels_per_mm);
  for (const Point& point : points) Disc(point, thickness / 2, colour);
}

void Canvas::Polygon(std::span<const Point> points, Colour colour) {
  list_.PathClear();
  for (const Point& point : points) {
    const Point at = ToPixels(point);
    list_.PathLineTo({at.x, at.y});
  }
  list_.PathFillConvex(Packed(colour));
}

TextRequest Canvas::Request(float width, const TextStyle& style, const std::string& text) const {
  const float scale = view_.pixels_per_mm;
  return {text,
          view_.language,
          std::max(1, static_cast<int>(std::lround(style.size * scale))),
          std::max(1, static_cast<int>(width * scale)),
          style.weight,
          style.alignment};
}

float Canvas::Text(const Rect& box, const TextStyle& style, const std::string& text) {
  if (text.empty()) return 0;
  const Texture& texture = texts_.Get(Request(box.width, style, text));
  const auto width = static_cast<float>(texture.width());
  const auto height = static_cast<float>(texture.height());
  const Pixels at = ToPixels(box);
  // As wide as the box but for rounding.
  const float left = view_.mirrored() ? at.right - width : at.left;
  if (texture) {
    list_.AddImage(texture.id(), {left, at.top}, {left + width, at.top + height}, {0, 0}, {1, 1},
                   Packed(style.ink));
  }
  return height / view_.pixels_per_mm;
}

TextStyle Canvas::Fitting(const Rect& box, TextStyle style, const std::string& text) {
  const float smallest = style.size * kSmallest;
  while (style.size > smallest && Measure(box.width, style, text).height > box.height) {
    style.size *= kShrink;
  }
  return style;
}

float Canvas::TextFitting(const Rect& box, const TextStyle& style, const std::string& text) {
  const TextStyle fitting = Fitting(box, style, text);
  const float height = Measure(box.width, fitting, text).height;
  constexpr float kTolerance = 0.5F;  // millimetres: rounding to whole pixels
  if (height > box.height + kTolerance) ++misfits_;
  return Text(Centred(box, {box.width, height}), fitting, text);
}

Size Canvas::Measure(float width, const TextStyle& style, const std::string& text) {
  if (text.empty()) return {};
  const text::Extents& extents = texts_.Measure(Request(width, style, text));
  return {static_cast<float>(extents.width) / view_.pixels_per_mm,
          static_cast<float>(extents.height) / view_.pixels_per_mm};
}

void Canvas::MirrorImage(const Rect& box, const Texture& texture, float radius) {
  if (!texture) return;
  const Pixels at = ToPixels(box);
  list_.AddImageRounded(texture.id(), {at.left, at.top}, {at.right, at.bottom}, {1, 0}, {0, 1},
                        IM_COL32_WHITE, radius * view_.pixels_per_mm);
}

Point Canvas::OnMirrorImage(const Rect& box, Point place) const {
  const float x = view_.mirrored() ? place.x : 1 - place.x;
  return {box.x + x * box.width, box.y + place.y * box.height};
}

}  // namespace clearway::ui
