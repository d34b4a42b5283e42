#pragma once

#include <algorithm>

namespace clearway::ui {

// Everything a screen lays out is in millimetres of the real screen, so that a button is as big as
// a thumb on every panel. x grows in the reading direction: for Arabic, Canvas mirrors it.
struct Point {
  float x = 0;
  float y = 0;
};

struct Size {
  float width = 0;
  float height = 0;
};

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  [[nodiscard]] float end() const { return x + width; }
  [[nodiscard]] float bottom() const { return y + height; }
  [[nodiscard]] Point centre() const { return {x + width / 2, y + height / 2}; }
  [[nodiscard]] Rect Inset(float by) const { return Inset(by, by); }
  [[nodiscard]] Rect Inset(float horizontal, float vertical) const {
    return {x + horizontal, y + vertical, std::max(0.0F, width - 2 * horizontal),
            std::max(0.0F, height - 2 * vertical)};
  }
};

// Cut a strip off one side and leave the rest, less a gap, in `rest`: layouts read as a sequence of
// cuts.
[[nodiscard]] inline Rect CutTop(Rect& rest, float height, float gap = 0) {
  const Rect strip{rest.x, rest.y, rest.width, std::min(height, rest.height)};
  const float taken = std::min(rest.height, height + gap);
  rest = {rest.x, rest.y + taken, rest.width, rest.height - taken};
  return strip;
}

[[nodiscard]] inline Rect CutBottom(Rect& rest, float height, float gap = 0) {
  const float kept = std::min(height, rest.height);
  const Rect strip{rest.x, rest.bottom() - kept, rest.width, kept};
  rest.height -= std::min(rest.height, height + gap);
  return strip;
}

[[nodiscard]] inline Rect CutStart(Rect& rest, float width, float gap = 0) {
  const Rect strip{rest.x, rest.y, std::min(width, rest.width), rest.height};
  const float taken = std::min(rest.width, width + gap);
  rest = {rest.x + taken, rest.y, rest.width - taken, rest.height};
  return strip;
}

[[nodiscard]] inline Rect CutEnd(Rect& rest, float width, float gap = 0) {
  const float kept = std::min(width, rest.width);
  const Rect strip{rest.end() - kept, rest.y, kept, rest.height};
  rest.width -= std::min(rest.width, width + gap);
  return strip;
}

// A box of that size in the middle of another.
[[nodiscard]] inline Rect Centred(const Rect& in, Size size) {
  return {in.x + (in.width - size.width) / 2, in.y + (in.height - size.height) / 2, size.width,
          size.height};
}

}  // namespace clearway::ui
