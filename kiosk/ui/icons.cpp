#include "kiosk/ui/icons.h"

#include <cmath>
#include <initializer_list>
#include <numbers>
#include <vector>

namespace clearway::ui {
namespace {

// Draws in a unit square, (0, 0) at the top start corner.
class Pen {
 public:
  Pen(Canvas& canvas, const Rect& box, Colour ink, bool flipped)
      : canvas_(canvas), ink_(ink), flipped_(flipped) {
    const float side = std::min(box.width, box.height);
    square_ = Centred(box, {side, side});
  }

  void Line(std::initializer_list<Point> points, bool closed = false) {
    const std::vector<Point> placed = Place({points.begin(), points.size()});
    canvas_.Stroke(placed, kWeight * square_.width, ink_, closed);
  }
  void Box(const Rect& rect, float radius) {
    canvas_.Outline(Place(rect), ink_, kWeight * square_.width, radius * square_.width);
  }
  void Block(const Rect& rect, float radius) {
    canvas_.Fill(Place(rect), ink_, radius * square_.width);
  }
  void Dot(Point at, float radius) { canvas_.Disc(Place(at), radius * square_.width, ink_); }
  void Circle(Point at, float radius) {
    canvas_.Ring(Place(at), radius * square_.width, kWeight * square_.width, ink_);
  }
  // Part of an ellipse, angles in turns clockwise from the end side.
  void Arc(Point at, float across, float down, float from, float to) {
    constexpr int kSteps = 24;
    std::vector<Point> points;
    for (int i = 0; i <= kSteps; ++i) {
      const float turn = from + (to - from) * static_cast<float>(i) / kSteps;
      const float angle = turn * 2 * std::numbers::pi_v<float>;
      points.push_back({at.x + across * std::cos(angle), at.y + down * std::sin(angle)});
    }
    canvas_.Stroke(Place(points), kWeight * square_.width, ink_);
  }

 private:
  static constexpr float kWeight = 0.075F;

  [[nodiscard]] Point Place(Point point) const {
    const float x = flipped_ ? 1 - point.x : point.x;
    return {square_.x + x * square_.width, square_.y + point.y * square_.height};
  }
  [[nodiscard]] Rect Place(const Rect& rect) const {
    const float x = flipped_ ? 1 - rect.end() : rect.x;
    return {square_.x + x * square_.width, square_.y + rect.y * square_.height,
            rect.width * square_.width, rect.height * square_.height};
  }
  [[nodiscard]] std::vector<Point> Place(std::span<const Point> points) const {
    std::vector<Point> placed;
    placed.reserve(points.size());
    for (const Point& point : points) placed.push_back(Place(point));
    return placed;
  }

  Canvas& canvas_;
  Rect square_;
  Colour ink_;
  bool flipped_;
};

// In a mirrored page an arrow points the other way and a question mark is ؟; a tick, a clock and
// pictures of things stay as they are.
bool Mirrors(Icon icon) {
  return icon == Icon::kArrow || icon == Icon::kQuestion;
}

void Hourglass(Pen& pen) {
  pen.Line({{0.25F, 0.12F}, {0.75F, 0.12F}});
  pen.Line({{0.25F, 0.88F}, {0.75F, 0.88F}});
  pen.Line({{0.31F, 0.12F}, {0.31F, 0.27F}, {0.5F, 0.5F}, {0.69F, 0.27F}, {0.69F, 0.12F}});
  pen.Line({{0.31F, 0.88F}, {0.31F, 0.73F}, {0.5F, 0.5F}, {0.69F, 0.73F}, {0.69F, 0.88F}});
  pen.Line({{0.42F, 0.78F}, {0.58F, 0.78F}});
}

void Printer(Pen& pen) {
  pen.Line({{0.28F, 0.34F}, {0.28F, 0.12F}, {0.72F, 0.12F}, {0.72F, 0.34F}});
  pen.Line(
      {{0.28F, 0.7F}, {0.13F, 0.7F}, {0.13F, 0.34F}, {0.87F, 0.34F}, {0.87F, 0.7F}, {0.72F, 0.7F}});
  pen.Line({{0.28F, 0.56F}, {0.72F, 0.56F}, {0.72F, 0.88F}, {0.28F, 0.88F}}, true);
  pen.Line({{0.4F, 0.72F}, {0.6F, 0.72F}});
}

void Phone(Pen& pen) {
  pen.Box({0.28F, 0.07F, 0.44F, 0.86F}, 0.08F);
  pen.Line({{0.45F, 0.82F}, {0.55F, 0.82F}});
}

void Paper(Pen& pen) {
  pen.Line({{0.22F, 0.1F}, {0.58F, 0.1F}, {0.78F, 0.3F}, {0.78F, 0.9F}, {0.22F, 0.9F}}, true);
  pen.Line({{0.36F, 0.46F}, {0.64F, 0.46F}});
  pen.Line({{0.36F, 0.6F}, {0.64F, 0.6F}});
  pen.Line({{0.36F, 0.74F}, {0.54F, 0.74F}});
}

void CameraShape(Pen& pen) {
  pen.Line({{0.1F, 0.3F},
            {0.3F, 0.3F},
            {0.38F, 0.18F},
            {0.62F, 0.18F},
            {0.7F, 0.3F},
            {0.9F, 0.3F},
            {0.9F, 0.82F},
            {0.1F, 0.82F}},
           true);
  pen.Circle({0.5F, 0.55F}, 0.16F);
}

void Globe(Pen& pen) {
  pen.Circle({0.5F, 0.5F}, 0.4F);
  pen.Arc({0.5F, 0.5F}, 0.17F, 0.4F, 0, 1);
  pen.Line({{0.1F, 0.5F}, {0.9F, 0.5F}});
}

void People(Pen& pen) {
  pen.Circle({0.38F, 0.32F}, 0.15F);
  pen.Arc({0.38F, 0.88F}, 0.28F, 0.3F, 0.5F, 1.0F);
  pen.Line({{0.8F, 0.36F}, {0.8F, 0.64F}});
  pen.Line({{0.66F, 0.5F}, {0.94F, 0.5F}});
}

void Question(Pen& pen) {
  pen.Arc({0.5F, 0.32F}, 0.19F, 0.19F, 0.45F, 1.13F);
  pen.Line({{0.63F, 0.45F}, {0.5F, 0.57F}, {0.5F, 0.65F}});
  pen.Dot({0.5F, 0.83F}, 0.055F);
}

void ClockShape(Pen& pen) {
  pen.Circle({0.5F, 0.5F}, 0.4F);
  pen.Line({{0.5F, 0.26F}, {0.5F, 0.5F}, {0.66F, 0.6F}});
}

std::vector<Point> RegularPolygon(const Rect& box, int corners, float first_turn) {
  const float radius = std::min(box.width, box.height) / 2;
  std::vector<Point> points;
  for (int i = 0; i < corners; ++i) {
    const float turn = first_turn + static_cast<float>(i) / static_cast<float>(corners);
    const float angle = turn * 2 * std::numbers::pi_v<float>;
    points.push_back(
        {box.centre().x + radius * std::cos(angle), box.centre().y + radius * std::sin(angle)});
  }
  return points;
}

}  // namespace

void DrawIcon(Canvas& canvas, Icon icon, const Rect& box, Colour ink) {
  Pen pen(canvas, box, ink, canvas.view().mirrored() && !Mirrors(icon));
  switch (icon) {
    case Icon::kNone:
      return;
    case Icon::kTick:
      return pen.Line({{0.18F, 0.53F}, {0.41F, 0.75F}, {0.83F, 0.27F}});
    case Icon::kCross:
      pen.Line({{0.24F, 0.24F}, {0.76F, 0.76F}});
      return pen.Line({{0.76F, 0.24F}, {0.24F, 0.76F}});
    case Icon::kPlus:
      pen.Line({{0.5F, 0.2F}, {0.5F, 0.8F}});
      return pen.Line({{0.2F, 0.5F}, {0.8F, 0.5F}});
    case Icon::kQuestion:
      return Question(pen);
    case Icon::kExclamation:
      pen.Line({{0.5F, 0.18F}, {0.5F, 0.62F}});
      return pen.Dot({0.5F, 0.82F}, 0.055F);
    case Icon::kHourglass:
      return Hourglass(pen);
    case Icon::kPrinter:
      return Printer(pen);
    case Icon::kPhone:
      return Phone(pen);
    case Icon::kPaper:
      return Paper(pen);
    case Icon::kCamera:
      return CameraShape(pen);
    case Icon::kGlobe:
      return Globe(pen);
    case Icon::kPeople:
      return People(pen);
    case Icon::kArrow:
      pen.Line({{0.16F, 0.5F}, {0.84F, 0.5F}});
      return pen.Line({{0.58F, 0.24F}, {0.84F, 0.5F}, {0.58F, 0.76F}});
    case Icon::kClock:
      return ClockShape(pen);
    case Icon::kLock:
      pen.Arc({0.5F, 0.44F}, 0.2F, 0.3F, 0.5F, 1);
      return pen.Block({0.2F, 0.44F, 0.6F, 0.44F}, 0.08F);
  }
}

void DrawBadge(Canvas& canvas, Badge badge, const Rect& box, Colour fill) {
  const float side = std::min(box.width, box.height);
  switch (badge) {
    case Badge::kDisc:
      return canvas.Disc(box.centre(), side / 2, fill);
    case Badge::kSquare:
      return canvas.Fill(Centred(box, {side * 0.88F, side * 0.88F}), fill, side * 0.1F);
    case Badge::kOctagon:
      return canvas.Polygon(RegularPolygon(box, 8, 1.0F / 16), fill);
    case Badge::kDiamond:
      return canvas.Polygon(RegularPolygon(box, 4, 0), fill);
  }
}

}  // namespace clearway::ui
