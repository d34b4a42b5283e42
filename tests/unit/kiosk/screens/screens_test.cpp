// Draws every screen in every language on landscape and portrait panels, and holds what must be
// true of all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>

#include "kiosk/screens/scene.h"
#include "kiosk/screens/sheet.h"
#include "kiosk/ui/frame.h"
#include "tests/gallery/examples.h"

namespace clearway::screens {
namespace {

struct Panel {
  const char* name;
  int width;  // pixels
  int height;
  float width_mm;
};
constexpr Panel kLandscape{"landscape", 1920, 1080, 527};
// For what needs many frames and no pixels.
constexpr Panel kCoarse{"coarse", 640, 360, 527};
constexpr Panel kPortrait{"portrait", 1080, 1920, 296};

class Screens : public testing::TestWithParam<std::tuple<Panel, std::size_t>> {
 protected:
  static void SetUpTestSuite() { setenv("SDL_VIDEODRIVER", "offscreen", 1); }

  void SetUp() override {
    auto opened = ui::Window::Open({panel_.width, panel_.height, false, "test"});
    if (!opened) GTEST_SKIP() << "no off-screen rendering here: " << opened.error().detail;
    window_ = std::move(*opened);
    const session::Settings settings;
    auto words = text::Catalogue::Load(*text::Language::Of(settings.languages[language_]));
    ASSERT_TRUE(words) << words.error().detail;
    words_.emplace(std::move(*words));
  }

  // One frame; what `look` sees of it before it is shown.
  template <typename Look>
  void Draw(const session::State& state, Look look) {
    ui::Frame frame(*window_, texts_, focus_, theme_, *words_, input_, panel_.width_mm);
    const Scene scene{
        .state = state, .codes = {}, .place = "Gate B12", .clock = "09:30", .now = now_};
    const auto chosen = screens::Draw(frame.ui(), scene);
    look(frame.ui(), chosen);
    frame.Show();
  }

  const Panel panel_ = std::get<0>(GetParam());
  const std::size_t language_ = std::get<1>(GetParam());
  const Moment now_ = std::chrono::steady_clock::now();
  std::unique_ptr<ui::Window> window_;
  std::optional<text::Catalogue> words_;
  ui::TextCache texts_;
  ui::Focus focus_;
  ui::Theme theme_ = ui::CalmTheme();
  ui::Input input_;
};

void ExpectAllActions(const gallery::Example& example, const ui::Ui& ui) {
  std::vector<std::string> expected;
  for (const session::Choice& choice : session::Actions(example.state)) {
    expected.push_back(NameOf(choice));
  }
  std::vector<std::string> drawn;
  for (const ui::ButtonPlace& button : ui.buttons()) drawn.push_back(button.id);
  std::ranges::sort(expected);
  std::ranges::sort(drawn);
  EXPECT_EQ(drawn, expected) << example.name;
}

// Inside the page, at least a touch target large, and apart from each other; `scale` is pixels a
// millimetre, and a pixel may be lost to rounding.
void ExpectGoodButtons(const gallery::Example& example, const ui::Ui& ui, const Panel& panel) {
  const float scale = static_cast<float>(panel.width) / panel.width_mm;
  const float target = 12.7F * scale - 1.01F;
  const float space = 2.54F * scale - 1.01F;
  const auto& buttons = ui.buttons();
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const auto& box = buttons[i].box;
    const std::string what = example.name + " " + buttons[i].id;
    EXPECT_GE(box.left, 0) << what;
    EXPECT_LE(box.right, static_cast<float>(panel.width)) << what;
    EXPECT_LE(box.bottom, static_cast<float>(panel.height)) << what;
    EXPECT_GE(box.right - box.left, target) << what;
    EXPECT_GE(box.bottom - box.top, target) << what;
    for (std::size_t j = i + 1; j < buttons.size(); ++j) {
      const auto& other = buttons[j].box;
      const float apart = std::max({other.left - box.right, box.left - other.right,
                                    other.top - box.bottom, box.top - other.bottom});
      EXPECT_GE(apart, space) << what << " and " << buttons[j].id;
    }
  }
}

// One test for all of it, since what costs time is drawing the screens.
TEST_P(Screens, cut_no_text_and_have_a_large_button_for_everything_that_can_be_done) {
  for (const gallery::Example& example : gallery::Examples(language_, now_)) {
    Draw(example.state, [&](ui::Ui& ui, const auto&) {
      EXPECT_EQ(ui.canvas().misfits(), 0) << example.name;
      ExpectAllActions(example, ui);
      ExpectGoodButtons(example, ui, panel_);
    });
  }
}

using KeyboardOnScreens = Screens;

TEST_P(KeyboardOnScreens, reaches_and_chooses_every_button) {
  for (const gallery::Example& example : gallery::Examples(language_, now_)) {
    const auto offered = session::Actions(example.state);
    if (offered.empty()) continue;
    focus_.Clear();
    input_ = {};
    Draw(example.state, [](ui::Ui&, const auto&) {});
    std::vector<session::Choice> reached;
    for (std::size_t i = 0; i < offered.size(); ++i) {
      input_ = {};
      input_.next = true;
      input_.choose = true;
      Draw(example.state, [&](ui::Ui&, const auto& chosen) {
        if (chosen) reached.push_back(*chosen);
      });
    }
    for (const session::Choice& choice : offered) {
      EXPECT_NE(std::ranges::find(reached, choice), reached.end())
          << example.name << " " << NameOf(choice);
    }
  }
}

using WideScreens = Screens;

TEST_P(WideScreens, end_a_row_of_three_buttons_where_the_content_above_ends) {
  const auto examples = gallery::Examples(language_, now_);
  const auto verdict = std::ranges::find(examples, "verdict-accepted", &gallery::Example::name);
  ASSERT_NE(verdict, examples.end());
  Draw(verdict->state, [&](ui::Ui& ui, const auto&) {
    auto begin = static_cast<float>(panel_.width);
    float end = 0;
    for (const ui::ButtonPlace& button : ui.buttons()) {
      if (button.id != "finish" && button.id != "print" && button.id != "add") continue;
      begin = std::min(begin, button.box.left);
      end = std::max(end, button.box.right);
    }
    EXPECT_NEAR(begin, static_cast<float>(panel_.width) - end, 1.01F);
  });
}

std::string PanelName(const testing::TestParamInfo<Screens::ParamType>& panel) {
  static constexpr std::array kLanguages{"en", "zh_Hans", "ar"};
  return std::string(std::get<0>(panel.param).name) + "_" + kLanguages[std::get<1>(panel.param)];
}

INSTANTIATE_TEST_SUITE_P(Panels, Screens,
                         testing::Combine(testing::Values(kLandscape, kPortrait),
                                          testing::Values(std::size_t{0}, std::size_t{1},
                                                          std::size_t{2})),
                         PanelName);
INSTANTIATE_TEST_SUITE_P(Panels, WideScreens,
                         testing::Combine(testing::Values(kLandscape),
                                          testing::Values(std::size_t{0})),
                         PanelName);
INSTANTIATE_TEST_SUITE_P(Panels, KeyboardOnScreens,
                         testing::Combine(testing::Values(kCoarse),
                                          testing::Values(std::size_t{0})),
                         PanelName);

}  // namespace
}  // namespace clearway::screens
