#pragma once

#include "base/text/catalogue.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/focus.h"
#include "kiosk/ui/text_cache.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/ui/window.h"

namespace clearway::ui {

// One picture of the window, from its construction to Show. On the main thread.
class Frame {
 public:
  // Millimetres come from the real width of the screen. Moves the keyboard's selection as `input`
  // asks.
  Frame(Window& window, TextCache& texts, Focus& focus, const Theme& theme,
        const text::Catalogue& words, const Input& input, float screen_width_mm);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame() = default;

  [[nodiscard]] Ui& ui() { return ui_; }
  void Show();

 private:
  [[nodiscard]] static ImDrawList& Begin(Window& window, TextCache& texts);

  Window& window_;
  View view_;
  Canvas canvas_;
  Ui ui_;
};

}  // namespace clearway::ui
