#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/core/message.h"
#include "base/text/catalogue.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/focus.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/window.h"

namespace clearway::ui {

enum class ButtonKind : std::uint8_t { kPrimary, kSecondary };

struct ButtonLook {
  ButtonKind kind = ButtonKind::kSecondary;
  Icon icon = Icon::kNone;
  bool chosen = false;  // the current one of several, e.g. the language in use
};

// A button as it was drawn: for tests and for the tour, which touches where a person would.
struct ButtonPlace {
  std::string id;
  Canvas::Pixels box;
};

// What screens are built of: text in the reader's language, buttons, cards. Lives for one frame, on
// the main thread; everything it refers to must outlive it.
class Ui {
 public:
  Ui(Canvas& canvas, Focus& focus, const Theme& theme, const text::Catalogue& words,
     const Input& input);

  [[nodiscard]] Canvas& canvas() { return canvas_; }
  [[nodiscard]] const Theme& theme() const { return theme_; }
  [[nodiscard]] const text::Catalogue& words() const { return words_; }
  [[nodiscard]] bool portrait() const;
  [[nodiscard]] bool cancelled() const { return input_.cancel; }

  // A touch, or Enter on the selected button. `id` names it for focus and tests, in any language.
  [[nodiscard]] bool Button(const std::string& id, const Rect& box, const std::string& label,
                            const ButtonLook& look = {});
  // A panel; returns the room inside its padding.
  Rect Card(const Rect& box);
  // Sentences, translated; returns the height used.
  float Say(const Rect& box, const TextStyle& style, const Message& message);
  float SayFitting(const Rect& box, const TextStyle& style, const Message& message);
  // A short statement with its icon in front, on one line.
  void Badge(const Rect& box, Icon icon, const std::string& label, Colour ink);

  [[nodiscard]] TextStyle Style(float size, Colour ink,
                                text::Alignment alignment = text::Alignment::kStart) const;
  [[nodiscard]] TextStyle Bold(float size, Colour ink,
                               text::Alignment alignment = text::Alignment::kStart) const;
  [[nodiscard]] const std::vector<ButtonPlace>& buttons() const { return buttons_; }

 private:
  [[nodiscard]] Pair ColoursOf(const ButtonLook& look, bool pressed) const;
  void DrawLabel(const Rect& box, const std::string& label, const ButtonLook& look, Colour ink);

  Canvas& canvas_;
  Focus& focus_;
  const Theme& theme_;
  const text::Catalogue& words_;
  const Input& input_;
  std::vector<ButtonPlace> buttons_;
};

}  // namespace clearway::ui
