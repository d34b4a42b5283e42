#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace clearway::ui {
namespace {

constexpr Colour kBlack{0, 0, 0};
constexpr Colour kWhite{255, 255, 255};

// One channel of sRGB as linear light (WCAG 2.1, "relative luminance").
double Linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double Luminance(Colour colour) {
  return 0.2126 * Linear(colour.red) + 0.7152 * Linear(colour.green) + 0.0722 * Linear(colour.blue);
}

}  // namespace

double ContrastRatio(Colour one, Colour other) {
  // By value: minmax of two temporaries gives references to them.
  const std::pair<double, double> luminances = std::minmax(Luminance(one), Luminance(other));
  const auto [dark, light] = luminances;
  return (light + 0.05) / (dark + 0.05);
}

Theme CalmTheme() {
  constexpr Colour kInk{16, 27, 44};
  Theme theme;
  theme.page = {{246, 248, 251}, kInk};
  theme.soft_ink = {45, 58, 79};
  theme.card = {kWhite, kInk};
  theme.line = {208, 215, 226};
  theme.primary = {{10, 54, 120}, kWhite};
  theme.secondary = {{226, 233, 244}, kInk};
  theme.pressed = {{6, 32, 74}, kWhite};
  theme.focus = {214, 92, 0};
  theme.accepted = {{0, 70, 40}, kWhite};
  theme.incomplete = {{255, 196, 64}, {26, 18, 0}};
  theme.refused = {{122, 8, 24}, kWhite};
  theme.undetermined = {{44, 52, 92}, kWhite};
  theme.demo = {{255, 214, 102}, {26, 18, 0}};
  return theme;
}

Theme HighContrastTheme() {
  Theme theme;
  theme.page = theme.card = theme.secondary = {kBlack, kWhite};
  theme.soft_ink = kWhite;
  theme.line = kWhite;
  theme.primary = theme.pressed = {kWhite, kBlack};
  theme.focus = {255, 255, 0};
  theme.accepted = theme.incomplete = theme.refused = theme.undetermined = {kBlack, kWhite};
  theme.demo = {kWhite, kBlack};
  theme.minimum_contrast = 20.0F;
  return theme;
}

}  // namespace clearway::ui
