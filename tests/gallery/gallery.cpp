// clearway-gallery DIR [WIDTHxHEIGHT [SCREEN_WIDTH_MM]]: draws every screen in every language, as
// the kiosk would, into DIR/LANGUAGE/SCREEN.png, for people who judge looks and translations.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "kiosk/screens/scene.h"
#include "kiosk/ui/frame.h"
#include "tests/gallery/examples.h"

namespace {

namespace fs = std::filesystem;
using namespace clearway;

struct Panel {
  int width = 1920;
  int height = 1080;
  float width_mm = 527;  // of a 23.8 inch panel
};

Status DrawLanguage(ui::Window& window, const Panel& panel, std::size_t index,
                    const std::string& tag, const fs::path& folder) {
  auto words = text::Catalogue::Load(*text::Language::Of(tag));
  if (!words) return std::unexpected(words.error());
  std::error_code failed;
  fs::create_directories(folder, failed);
  ui::TextCache texts;
  ui::Focus focus;
  const ui::Theme theme = ui::CalmTheme();
  const Moment now = std::chrono::steady_clock::now();
  for (const gallery::Example& example : gallery::Examples(index, now)) {
    ui::Frame frame(window, texts, focus, theme, *words, {}, panel.width_mm);
    const screens::Scene scene{.state = example.state,
                               .codes = {},
                               .place = "Gate B12",
                               .clock = words->DateTime(Timestamp{} + std::chrono::hours(498609)),
                               .now = now};
    (void)screens::Draw(frame.ui(), scene);
    frame.Show();
    if (auto written = ui::WritePng(window.Screenshot(), folder / (example.name + ".png"));
        !written) {
      return written;
    }
  }
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2 || arguments[1][0] == '-') {
    std::fputs("usage: clearway-gallery DIR [WIDTHxHEIGHT [SCREEN_WIDTH_MM]]\n", stderr);
    return 2;
  }
  Panel panel;
  if (count > 2 && std::sscanf(arguments[2], "%dx%d", &panel.width, &panel.height) != 2) return 2;
  if (count > 3) panel.width_mm = std::strtof(arguments[3], nullptr);
  auto window = ui::Window::Open({panel.width, panel.height, false, "Clearway gallery"});
  if (!window) {
    std::fprintf(stderr, "clearway-gallery: %s\n", window.error().detail.c_str());
    return 1;
  }
  const session::Settings settings;
  for (std::size_t i = 0; i < settings.languages.size(); ++i) {
    const fs::path folder = fs::path(arguments[1]) / settings.languages[i];
    if (auto drawn = DrawLanguage(**window, panel, i, settings.languages[i], folder); !drawn) {
      std::fprintf(stderr, "clearway-gallery: %s\n", drawn.error().detail.c_str());
      return 1;
    }
  }
  return 0;
}
