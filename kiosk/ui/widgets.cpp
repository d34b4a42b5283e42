#include "kiosk/ui/widgets.h"

#include <imgui.h>

#include <algorithm>

namespace clearway::ui {
namespace {

constexpr float kRing = 1.4F;     // millimetres: thickness of the focus ring
constexpr float kRingGap = 1.2F;  // and its distance from the button
constexpr float kPadding = 8.0F;  // inside cards
constexpr float kMinimumTarget = 12.7F;

}  // namespace

Ui::Ui(Canvas& canvas, Focus& focus, const Theme& theme, const text::Catalogue& words,
       const Input& input)
    : canvas_(canvas), focus_(focus), theme_(theme), words_(words), input_(input) {}

bool Ui::portrait() const {
  return canvas_.page().height > canvas_.page().width;
}

TextStyle Ui::Style(float size, Colour ink, text::Alignment alignment) const {
  return {size, ink, text::Weight::kRegular, alignment};
}

TextStyle Ui::Bold(float size, Colour ink, text::Alignment alignment) const {
  return {size, ink, text::Weight::kBold, alignment};
}

Pair Ui::ColoursOf(const ButtonLook& look, bool pressed) const {
  if (pressed) return theme_.pressed;
  return look.kind == ButtonKind::kPrimary || look.chosen ? theme_.primary : theme_.secondary;
}

bool Ui::Button(const std::string& id, const Rect& wanted, const std::string& label,
                const ButtonLook& look) {
  Rect box = wanted;
  box.width = std::max(box.width, kMinimumTarget);
  box.height = std::max(box.height, kMinimumTarget);
  const Canvas::Pixels at = canvas_.ToPixels(box);
  buttons_.push_back({id, at});

  ImGui::SetCursorScreenPos({at.left, at.top});
  bool chosen = ImGui::InvisibleButton(id.c_str(), {at.right - at.left, at.bottom - at.top});
  const bool pressed = ImGui::IsItemActive() && ImGui::IsItemHovered();
  const bool selected = focus_.Offer(id);
  if (selected && input_.choose) chosen = true;

  const Pair colours = ColoursOf(look, pressed);
  canvas_.Fill(box, colours.surface, theme_.radius);
  if (selected) {
    canvas_.Outline(box.Inset(-kRingGap - kRing / 2), theme_.focus, kRing,
                    theme_.radius + kRingGap);
  }
  DrawLabel(box, label, look, colours.ink);
  return chosen;
}

void Ui::DrawLabel(const Rect& box, const std::string& label, const ButtonLook& look, Colour ink) {
  Rect room = box.Inset(std::min(5.0F, box.width * 0.08F), 0.5F);
  if (look.icon == Icon::kNone) {
    canvas_.TextFitting(room, Bold(theme_.body, ink, text::Alignment::kCentre), label);
    return;
  }
  const float side = std::min(11.0F, box.height * 0.6F);
  constexpr float kGap = 4.0F;
  const Rect words{room.x + side + kGap, room.y, room.width - side - kGap, room.height};
  const TextStyle style = canvas_.Fitting(words, Bold(theme_.body, ink), label);
  // Icon and label are centred together.
  const float spare = words.width - canvas_.Measure(words.width, style, label).width;
  room.x += std::max(0.0F, spare / 2);
  DrawIcon(canvas_, look.icon, CutStart(room, side, kGap), ink);
  canvas_.TextFitting({room.x, room.y, words.width, room.height}, style, label);
}

Rect Ui::Card(const Rect& box) {
  canvas_.Fill(box, theme_.card.surface, theme_.radius);
  canvas_.Outline(box, theme_.line, 0.4F, theme_.radius);
  return box.Inset(kPadding, kPadding * 0.8F);
}

float Ui::Say(const Rect& box, const TextStyle& style, const Message& message) {
  return canvas_.Text(box, style, words_.Say(message));
}

float Ui::SayFitting(const Rect& box, const TextStyle& style, const Message& message) {
  return canvas_.TextFitting(box, style, words_.Say(message));
}

void Ui::Badge(const Rect& box, Icon icon, const std::string& label, Colour ink) {
  Rect room = box;
  DrawIcon(canvas_, icon, CutStart(room, std::min(room.height, theme_.small * 1.3F), 2.5F), ink);
  canvas_.TextFitting(room, Style(theme_.small, ink), label);
}

}  // namespace clearway::ui
