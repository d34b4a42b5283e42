#pragma once

#include <cstdint>

namespace clearway::ui {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  bool operator==(const Colour&) const = default;
};

[[nodiscard]] constexpr Colour Fade(Colour colour, float opacity) {
  colour.alpha = static_cast<std::uint8_t>(static_cast<float>(colour.alpha) * opacity);
  return colour;
}

// A surface and what is written on it.
struct Pair {
  Colour surface;
  Colour ink;
};

// How the kiosk looks. Text has a contrast of at least 10:1 on its surface (20:1 in the high
// contrast theme), as accessibility rules for airport kiosks want; a test holds every pair to it.
// Colour is never the only sign: each verdict has its shape and its words too.
struct Theme {
  Pair page;        // the background of every screen
  Colour soft_ink;  // secondary text on the page and on cards
  Pair card;        // panels on the page
  Colour line;      // hairlines and outlines, no text
  Pair primary;     // the button that goes on
  Pair secondary;   // the other buttons
  Pair pressed;     // any button while a finger is on it
  Colour focus;     // the ring around what the keyboard has selected
  Pair accepted;    // the four answers
  Pair incomplete;
  Pair refused;
  Pair undetermined;
  Pair demo;  // the banner that says "demonstration"
  float minimum_contrast = 10.0F;

  // Heights of type, millimetres of the em. Body type has capitals of about 6 mm: 20 minutes of arc
  // at 1 m (ISO 9241-303).
  float small = 6.2F;
  float body = 8.4F;
  float lead = 10.5F;
  float title = 17.0F;
  float display = 25.0F;

  // Distances, millimetres.
  float gap = 6.0F;  // between things that belong together; more than the 2.54 mm between targets
  float margin = 16.0F;  // around the page
  float radius = 4.0F;   // of corners
  float target = 19.0F;  // height of a button; touch targets are never below 12.7 mm
};

[[nodiscard]] Theme CalmTheme();
[[nodiscard]] Theme HighContrastTheme();

// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double ContrastRatio(Colour one, Colour other);

}  // namespace clearway::ui
