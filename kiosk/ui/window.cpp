#include "kiosk/ui/window.h"

#include <GLES2/gl2.h>
#include <SDL.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl.h>
#include <imgui.h>

#include <cstdlib>
#include <filesystem>
#include <span>
#include <string_view>

#include "base/core/wipe.h"

namespace clearway::ui {
namespace {

bool HasDisplay() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return set("SDL_VIDEODRIVER") || set("DISPLAY") || set("WAYLAND_DISPLAY") ||
         std::filesystem::exists("/dev/dri/card0");
}

// A kiosk takes no screen saver and needs no device that SDL could poll beside pointer and keys.
void SetHints() {
  if (!HasDisplay()) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // main answers SIGTERM itself
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
  SDL_SetHint(SDL_HINT_VIDEO_X11_FORCE_EGL, "1");  // OpenGL ES the same way as on KMS
}

void AskForOpenGlEs() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
}

SDL_Window* CreateWindow(const WindowOptions& options) {
  SDL_DisplayMode screen{};
  if (SDL_GetDesktopDisplayMode(0, &screen) != 0) screen.w = screen.h = 0;
  const bool sized = options.width > 0 && options.height > 0;
  const int width = sized ? options.width : std::max(screen.w, 640);
  const int height = sized ? options.height : std::max(screen.h, 480);
  Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI;
  if (options.full_screen) flags |= sized ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
  return SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                          width, height, flags);
}

bool StartImGui(SDL_Window* window, void* context) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // nothing of a session is written to disk
  io.LogFilename = nullptr;
  return ImGui_ImplSDL2_InitForOpenGL(window, context) && ImGui_ImplOpenGL3_Init("#version 300 es");
}

std::unexpected<Error> Unavailable(const char* what) {
  return Fail(Fault::kUnavailable,
              std::string(what) + " (" + SDL_GetError() +
                  "): start an X server, Wayland or give access to /dev/dri, or set "
                  "SDL_VIDEODRIVER=offscreen to draw without a screen");
}

// One character, as keyboards of all layouts send it; a Space is a key of its own.
char TypedIn(std::string_view text) {
  if (text.size() == 1 && text[0] > ' ' && text[0] <= '~') return text[0];
  for (const std::string_view zero : {"\u0660", "\u06F0"}) {  // Arabic-Indic, and its eastern form
    if (text.size() != 2 || text[0] != zero[0]) continue;
    const int digit = static_cast<unsigned char>(text[1]) - static_cast<unsigned char>(zero[1]);
    if (digit >= 0 && digit <= 9) return static_cast<char>('0' + digit);
  }
  return 0;
}

bool IsOfKeyboard(const SDL_Event& event) {
  return event.type == SDL_KEYDOWN || event.type == SDL_KEYUP || event.type == SDL_TEXTINPUT ||
         event.type == SDL_TEXTEDITING;
}

void NoteKey(SDL_Keycode key, bool shift, Input& input) {
  switch (key) {
    case SDLK_TAB:
      (shift ? input.previous : input.next) = true;
      break;
    case SDLK_DOWN:
      input.next = true;
      break;
    case SDLK_UP:
      input.previous = true;
      break;
    case SDLK_RIGHT:
      input.right = true;
      break;
    case SDLK_LEFT:
      input.left = true;
      break;
    case SDLK_BACKSPACE:
    case SDLK_DELETE:
      input.erase = true;
      break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
      input.enter = input.choose = true;
      break;
    case SDLK_SPACE:
      input.choose = true;
      break;
    case SDLK_ESCAPE:
      input.cancel = true;
      break;
    default:
      break;
  }
}

}  // namespace

void Window::CloseWindow::operator()(SDL_Window* window) const {
  SDL_DestroyWindow(window);
  SDL_Quit();
}

void Window::CloseContext::operator()(void* context) const {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplSDL2_Shutdown();
  ImGui::DestroyContext();
  SDL_GL_DeleteContext(context);
}

Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::Open(const WindowOptions& options) {
  SetHints();
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return Unavailable("no display");
  AskForOpenGlEs();
  std::unique_ptr<Window> window(new Window);
  window->window_.reset(CreateWindow(options));
  if (!window->window_) return Unavailable("no window");
  void* context = SDL_GL_CreateContext(window->window_.get());
  if (context == nullptr) return Unavailable("no OpenGL ES 3");
  const bool started = StartImGui(window->window_.get(), context);
  window->context_.reset(context);
  if (!started) return Unavailable("no Dear ImGui renderer");
  SDL_GL_SetSwapInterval(1);
  SDL_GL_GetDrawableSize(window->window_.get(), &window->width_, &window->height_);
  return window;
}

void Window::Note(const SDL_Event& event, Input& input) {
  input.any = true;
  switch (event.type) {
    case SDL_QUIT:
      input.quit = true;
      break;
    case SDL_KEYDOWN:
      input.person = true;
      NoteKey(event.key.keysym.sym, (event.key.keysym.mod & KMOD_SHIFT) != 0, input);
      break;
    case SDL_TEXTINPUT:
      input.person = true;
      input.typed = TypedIn(event.text.text);
      break;
    case SDL_MOUSEMOTION:
      pointer_x_ = event.motion.x;
      pointer_y_ = event.motion.y;
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      input.person = input.pointer = true;
      pointer_x_ = event.button.x;
      pointer_y_ = event.button.y;
      pointer_down_ = event.type == SDL_MOUSEBUTTONDOWN;
      break;
    default:
      break;
  }
}

Input Window::Wait(std::chrono::milliseconds patience) {
  Input input;
  SDL_Event event;
  if (SDL_WaitEventTimeout(&event, static_cast<int>(patience.count())) == 0) return input;
  const bool was_down = pointer_down_;
  do {
    // Dear ImGui would keep what is typed; it has no use for it here.
    if (!IsOfKeyboard(event)) ImGui_ImplSDL2_ProcessEvent(&event);
    Note(event, input);
  } while (pointer_down_ == was_down && !input.HasKey() && SDL_PollEvent(&event) != 0);
  Wipe(&event, sizeof event);
  return input;
}

void Window::BeginFrame() {
  SDL_GL_GetDrawableSize(window_.get(), &width_, &height_);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  // The backend asks SDL where the pointer is now; what counts is where it was when it pressed.
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {static_cast<float>(pointer_x_), static_cast<float>(pointer_y_)};
  io.MouseDown[0] = pointer_down_;
  ImGui::NewFrame();
}

void Window::EndFrame() {
  ImGui::Render();
  glViewport(0, 0, width_, height_);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  SDL_GL_SwapWindow(window_.get());
}

Picture Window::Screenshot() {
  // The back buffer's content after a swap is undefined, so the same draw lists are drawn once more
  // and read before the next swap.
  glViewport(0, 0, width_, height_);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  Picture picture{width_, height_, {}};
  const auto row = static_cast<std::size_t>(width_) * 4;
  std::vector<std::uint8_t> from_below(row * static_cast<std::size_t>(height_));
  glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, from_below.data());
  picture.rgba.reserve(from_below.size());
  for (std::size_t y = from_below.size(); y >= row; y -= row) {
    const std::span line = std::span(from_below).subspan(y - row, row);
    picture.rgba.insert(picture.rgba.end(), line.begin(), line.end());
  }
  return picture;
}

float Window::GuessWidthMm() const {
  constexpr float kMillimetresPerInch = 25.4F;
  constexpr float kCommonPixelsPerMm = 1920 / 527.0F;  // a 23.8 inch panel of 1920x1080 pixels
  float dots_per_inch = 0;
  const int display = SDL_GetWindowDisplayIndex(window_.get());
  const bool told = SDL_GetDisplayDPI(display, nullptr, &dots_per_inch, nullptr) == 0;
  const float pixels_per_mm = told ? dots_per_inch / kMillimetresPerInch : kCommonPixelsPerMm;
  // Kiosk panels have between 2 and 8 pixels a millimetre; a display that says otherwise guesses.
  const bool likely = pixels_per_mm > 2 && pixels_per_mm < 8;
  return static_cast<float>(width_) / (likely ? pixels_per_mm : kCommonPixelsPerMm);
}

void Window::Touch(int x, int y) {
  SDL_Event event{};
  event.type = SDL_MOUSEMOTION;
  event.motion.windowID = SDL_GetWindowID(window_.get());
  event.motion.x = x;
  event.motion.y = y;
  SDL_PushEvent(&event);
  for (const Uint32 type : {SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP}) {
    event = {};
    event.type = type;
    event.button.windowID = SDL_GetWindowID(window_.get());
    event.button.button = SDL_BUTTON_LEFT;
    event.button.state = type == SDL_MOUSEBUTTONDOWN ? SDL_PRESSED : SDL_RELEASED;
    event.button.x = x;
    event.button.y = y;
    SDL_PushEvent(&event);
  }
}

std::string Window::description() const {
  const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  return std::string(SDL_GetCurrentVideoDriver()) + ", " + (renderer ? renderer : "unknown");
}

void Wake() {
  SDL_Event event{};
  event.type = SDL_USEREVENT;
  SDL_PushEvent(&event);
}

}  // namespace clearway::ui
