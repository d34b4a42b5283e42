#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "camera/preview_memory.h"
#include "kiosk/dictionary.h"
#include "kiosk/session/session.h"
#include "kiosk/ui/focus.h"
#include "kiosk/ui/text_cache.h"
#include "kiosk/ui/texture.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/ui/window.h"

namespace clearway::kiosk {

struct FaceSettings {
  std::string place;
  std::string zone = "UTC";
  float width_mm = 0;  // of the lit panel; 0: ask the display
  float text_scale = 1;
};

// The kiosk's visible side: draws the session's state into the window when there is something new
// to see, and says what a person chose. The main thread owns it; the window must outlive it.
class Face {
 public:
  Face(ui::Window& window, FaceSettings settings);

  // How long a wait for input may last before something on the screen would be late.
  [[nodiscard]] std::chrono::milliseconds Patience(const session::State& state) const;
  // The newest picture of the camera and where codes lie in it.
  void ShowPreview(const camera::Preview& preview, const std::vector<camera::Code>& codes);
  // Draws if anything differs from what is shown.
  [[nodiscard]] std::optional<session::Choice> Draw(const session::State& state,
                                                    const ui::Input& input,
                                                    const session::Now& now);
  // Wipes the layouts of texts.
  void ForgetTexts();
  // Wipes every texture, text and picture.
  void Forget();

  // For the tour: where the last frame's buttons are, and whether that screen is shown and has come
  // to rest (as far as it can: the camera's picture never does, but must be there).
  [[nodiscard]] const std::vector<ui::ButtonPlace>& buttons() const { return buttons_; }
  [[nodiscard]] bool Rests(session::Screen screen) const;
  // Whether a frame of that screen is on the window.
  [[nodiscard]] bool Shows(session::Screen screen) const { return drawn_ == screen; }

 private:
  // Whatever can change what a screen shows, as far as it changes without a person's input.
  struct Shown {
    session::Screen screen{};
    Moment screen_since;  // another answer may come on the same screen
    std::size_t language = 0;
    bool asking = false;
    std::int64_t seconds_left = 0;
    session::Hint hint{};
    camera::Guidance guidance{};
    session::PrintPhase print{};
    session::Position current;
    std::size_t certificates = 0;
    session::DeskFault desk_fault{};
    session::PassportProblem passport_problem{};
    session::EntryFor entry{};
    std::size_t typed = 0;  // how much of it, not what
    session::EntryProblem entry_problem{};
    session::StaffNotice notice;
    std::int64_t lock_left = 0;  // seconds
    std::vector<hal::DeviceStatus> devices;
    std::vector<std::string> report;
    std::vector<session::Trouble> troubles;
    std::vector<std::string> problems;
    std::optional<certificate::Answer> answer;
    std::chrono::sys_time<std::chrono::minutes> minute;  // on the clock
    bool operator==(const Shown&) const = default;
  };
  [[nodiscard]] Shown Look(const session::State& state, const session::Now& now);
  [[nodiscard]] bool Due(const session::State& state, const ui::Input& input,
                         const session::Now& now);

  ui::Window& window_;
  FaceSettings settings_;
  ui::Theme theme_;
  ui::TextCache texts_;
  ui::Focus focus_;
  Dictionary dictionary_;
  ui::Texture preview_;
  std::uint64_t preview_sequence_ = 0;
  std::vector<camera::Code> codes_;
  std::optional<Shown> shown_;
  std::optional<session::Screen> drawn_;  // what the window shows; nothing after Forget
  std::optional<session::Screen> told_;   // to the log
  std::vector<ui::ButtonPlace> buttons_;
  int frames_due_ = 1;
};

}  // namespace clearway::kiosk
