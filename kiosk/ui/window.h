#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/core/result.h"

struct SDL_Window;
union SDL_Event;

namespace clearway::ui {

struct WindowOptions {
  int width = 0;  // pixels; 0: the whole screen
  int height = 0;
  bool full_screen = true;
  std::string title = "Clearway";
};

// What a person did since the last frame, as far as a kiosk cares. Touches come as pointer events.
struct Input {
  bool any = false;      // something happened, an exposed window included: draw again
  bool person = false;   // a touch, a click or a key: somebody is there
  bool pointer = false;  // a touch or a click: the keyboard's selection is not wanted any more
  bool quit = false;     // the window manager asks to end
  bool next = false;     // Tab or the down arrow
  bool previous = false;
  bool choose = false;  // Enter or Space
  bool enter = false;   // Enter
  bool erase = false;   // Backspace or Delete
  bool cancel = false;  // Escape
  bool right = false;   // arrows; which one goes on depends on the language
  bool left = false;
  char typed = 0;  // a character of ASCII that a keyboard typed; the digits of other scripts as 0-9

  // Whether a key is in it: the next one waits for its own frame, so that none is lost or overtakes
  // another.
  [[nodiscard]] bool HasKey() const {
    return next || previous || choose || cancel || erase || right || left || typed != 0;
  }
};

// A picture of the window, RGBA, rows from the top without gaps.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};
[[nodiscard]] Status WritePng(const Picture& picture, const std::filesystem::path& file);

// The kiosk's one window: SDL2 with an OpenGL ES context on X11, Wayland, KMS, or on no display at
// all (SDL's "offscreen" driver, chosen when there is neither X nor Wayland nor a DRM device), with
// Dear ImGui on top. The main thread owns it; there is one a process.
class Window {
 public:
  // kUnavailable: no display and no off-screen rendering; the detail says which.
  [[nodiscard]] static Result<std::unique_ptr<Window>> Open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Waits up to `patience` for input, then takes what is there, up to the first press or release of
  // the pointer: so a quick tap is seen as a press in one frame and a release in the next. Wake
  // ends the wait.
  [[nodiscard]] Input Wait(std::chrono::milliseconds patience);
  void BeginFrame();
  void EndFrame();                                    // draws and shows
  [[nodiscard]] Picture Screenshot();                 // of what the last EndFrame drew
  [[nodiscard]] int width() const { return width_; }  // pixels
  [[nodiscard]] int height() const { return height_; }
  // Width of the lit panel in millimetres as the display tells it, or a common panel's where it
  // tells nonsense.
  [[nodiscard]] float GuessWidthMm() const;
  // Taps at that pixel, by the same events that a finger makes: for tours and tests.
  void Touch(int x, int y);
  // The video driver and renderer in use, for the log: "x11, llvmpipe (LLVM 15.0.6, 256 bits)".
  [[nodiscard]] std::string description() const;

 private:
  struct CloseWindow {
    void operator()(SDL_Window* window) const;
  };
  struct CloseContext {
    void operator()(void* context) const;
  };
  Window() = default;

  std::unique_ptr<SDL_Window, CloseWindow> window_;
  std::unique_ptr<void, CloseContext> context_;
  void Note(const SDL_Event& event, Input& input);

  int width_ = 0;
  int height_ = 0;
  int pointer_x_ = -1;  // pixels
  int pointer_y_ = -1;
  bool pointer_down_ = false;
};

// Ends a Wait early. Any thread may call it.
void Wake();

}  // namespace clearway::ui
