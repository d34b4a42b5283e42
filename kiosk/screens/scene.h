#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "camera/code.h"
#include "kiosk/session/session.h"
#include "kiosk/ui/texture.h"
#include "kiosk/ui/widgets.h"

namespace clearway::screens {

// What a screen shows beside the session's state.
struct Scene {
  const session::State& state;
  const ui::Texture* preview = nullptr;  // what the camera sees; null: nothing
  std::vector<camera::Code> codes;       // where codes lie in that picture
  std::string place;                     // where the kiosk stands: "Gate B12"
  std::string zone = "UTC";              // of the moments that screens show, an IANA name
  std::string clock;                     // date and time as the footer shows them
  Moment now;
};

// Draws the screen that the state asks for, with header, demonstration banner and footer, and
// returns what a person chose in this frame. No screen decides anything: what can be chosen is
// session::Actions, what is shown is the state.
[[nodiscard]] std::optional<session::Choice> Draw(ui::Ui& ui, const Scene& scene);

// What keys mean on this screen beside the selected button: Escape the way back, as far as there is
// one; and where something is typed, what is typed.
[[nodiscard]] std::optional<session::Choice> ForKeyboard(const session::State& state,
                                                         const ui::Input& input);

// Whether the screen moves by itself, so that it wants frames without input.
[[nodiscard]] bool Moves(session::Screen screen);

}  // namespace clearway::screens
