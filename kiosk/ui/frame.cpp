#include "kiosk/ui/frame.h"

#include <imgui.h>

namespace clearway::ui {
namespace {

View ViewOf(const Window& window, const text::Catalogue& words, float screen_width_mm) {
  View view;
  view.pixels_per_mm = static_cast<float>(window.width()) / screen_width_mm;
  view.page = {screen_width_mm, static_cast<float>(window.height()) / view.pixels_per_mm};
  view.language = words.language();
  return view;
}

void MoveFocus(Focus& focus, const Input& input, bool mirrored) {
  const bool ahead = mirrored ? input.left : input.right;
  const bool back = mirrored ? input.right : input.left;
  if (input.next || ahead) focus.Move(1);
  if (input.previous || back) focus.Move(-1);
}

}  // namespace

ImDrawList& Frame::Begin(Window& window, TextCache& texts) {
  texts.Trim();
  window.BeginFrame();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(
      {static_cast<float>(window.width()), static_cast<float>(window.height())});
  ImGui::Begin("kiosk", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  return *ImGui::GetWindowDrawList();
}

Frame::Frame(Window& window, TextCache& texts, Focus& focus, const Theme& theme,
             const text::Catalogue& words, const Input& input, float screen_width_mm)
    : window_(window),
      view_(ViewOf(window, words, screen_width_mm)),
      canvas_(Begin(window, texts), texts, view_),
      ui_(canvas_, focus, theme, words, input) {
  focus.BeginFrame();
  MoveFocus(focus, input, view_.mirrored());
  canvas_.Fill(canvas_.page(), theme.page.surface);
}

void Frame::Show() {
  ImGui::End();
  ImGui::PopStyleVar(2);
  window_.EndFrame();
}

}  // namespace clearway::ui
