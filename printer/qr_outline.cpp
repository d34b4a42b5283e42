#include "printer/qr_outline.h"

#include <array>
#include <cstddef>

namespace clearway::printer {
namespace {

// In the order of turning right; an edge has dark on its right.
enum Direction : std::size_t { kRight, kDown, kLeft, kUp };
constexpr std::size_t kDirections = 4;
constexpr std::array<Corner, kDirections> kSteps{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};

// The edges between dark and light, until a line has taken them.
class Edges {
 public:
  explicit Edges(const QrCode& code) : corners_(code.width + 1) {
    for (std::vector<bool>& edges : leaving_) edges.resize(NumberOf({0, corners_}));
    const auto dark = [&code](int x, int y) {
      return x >= 0 && y >= 0 && x < code.width && y < code.width && code.dark(x, y);
    };
    for (int y = 0; y < code.width; ++y) {
      for (int x = 0; x < code.width; ++x) {
        if (!dark(x, y)) continue;
        if (!dark(x, y - 1)) At(kRight, {x, y}) = true;
        if (!dark(x + 1, y)) At(kDown, {x + 1, y}) = true;
        if (!dark(x, y + 1)) At(kLeft, {x + 1, y + 1}) = true;
        if (!dark(x - 1, y)) At(kUp, {x, y + 1}) = true;
      }
    }
  }

  [[nodiscard]] int corners() const { return corners_; }
  // The edge that leaves this corner so.
  [[nodiscard]] std::vector<bool>::reference At(Direction direction, Corner from) {
    return leaving_[direction][NumberOf(from)];
  }

  // Takes the line that begins here to the right. A line never begins in the middle of a side: it
  // would have been found to the left of it before.
  Outline Take(Corner begin) {
    Outline outline;
    Corner at = begin;
    Direction direction = kRight;
    while (At(direction, at)) {
      outline.push_back(at);
      while (At(direction, at)) {
        At(direction, at) = false;
        at = {at.x + kSteps[direction].x, at.y + kSteps[direction].y};
        if (Turned(direction, at, 1) || !At(direction, at)) break;
      }
      direction =
          static_cast<Direction>((direction + (Turned(direction, at, 1) ? 1 : 3)) % kDirections);
    }
    return outline;
  }

 private:
  // Line by line.
  [[nodiscard]] std::size_t NumberOf(Corner corner) const {
    return static_cast<std::size_t>(corner.y) * static_cast<std::size_t>(corners_) +
           static_cast<std::size_t>(corner.x);
  }

  // Whether there is an edge after so many turns to the right.
  [[nodiscard]] bool Turned(Direction direction, Corner at, std::size_t turns) {
    return At(static_cast<Direction>((direction + turns) % kDirections), at);
  }

  const int corners_;  // in each line of them
  std::array<std::vector<bool>, kDirections> leaving_;
};

}  // namespace

std::vector<Outline> OutlinesOf(const QrCode& code) {
  std::vector<Outline> outlines;
  Edges edges(code);
  for (int y = 0; y < edges.corners(); ++y) {
    for (int x = 0; x < edges.corners(); ++x) {
      if (edges.At(kRight, {x, y})) outlines.push_back(edges.Take({x, y}));
    }
  }
  return outlines;
}

}  // namespace clearway::printer
