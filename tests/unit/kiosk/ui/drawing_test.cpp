// Draws on a real OpenGL ES context without a display and looks at the pixels.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <functional>

#include "kiosk/ui/frame.h"

namespace clearway::ui {
namespace {

constexpr float kScreenWidth = 200;  // millimetres on 400 pixels: 2 pixels a millimetre
constexpr Colour kInk{200, 30, 60};

class Drawing : public testing::Test {
 protected:
  static void SetUpTestSuite() { setenv("SDL_VIDEODRIVER", "offscreen", 1); }

  void SetUp() override {
    auto opened = Window::Open({400, 300, false, "test"});
    if (!opened) GTEST_SKIP() << "no off-screen rendering here: " << opened.error().detail;
    window_ = std::move(*opened);
  }

  Picture Draw(const text::Catalogue& words, const std::function<void(Ui&)>& draw) {
    Frame frame(*window_, texts_, focus_, theme_, words, input_, kScreenWidth);
    draw(frame.ui());
    frame.Show();
    return window_->Screenshot();
  }
  Picture Draw(const std::function<void(Ui&)>& draw) { return Draw(English(), draw); }

  static text::Catalogue English() { return *text::Catalogue::Load(text::Language::English()); }

  static Colour At(const Picture& picture, int x, int y) {
    const auto offset = static_cast<std::size_t>((y * picture.width + x) * 4);
    return {picture.rgba[offset], picture.rgba[offset + 1], picture.rgba[offset + 2]};
  }
  static int Count(const Picture& picture, Colour colour) {
    int count = 0;
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) count += At(picture, x, y) == colour ? 1 : 0;
    }
    return count;
  }

  std::unique_ptr<Window> window_;
  TextCache texts_;
  Focus focus_;
  Theme theme_ = CalmTheme();
  Input input_;
};

TEST_F(Drawing, places_millimetres_on_the_right_pixels) {
  const Picture picture = Draw([](Ui& ui) { ui.canvas().Fill({10, 20, 30, 40}, kInk); });
  EXPECT_EQ(At(picture, 21, 41), kInk);
  EXPECT_EQ(At(picture, 79, 119), kInk);
  EXPECT_EQ(At(picture, 18, 41), theme_.page.surface);
  EXPECT_EQ(At(picture, 82, 119), theme_.page.surface);
}

TEST_F(Drawing, mirrors_the_page_for_a_language_read_from_the_right) {
  auto arabic = text::Catalogue::Load(*text::Language::Of("ar"));
  ASSERT_TRUE(arabic) << arabic.error().detail;
  const Picture picture = Draw(*arabic, [](Ui& ui) { ui.canvas().Fill({10, 20, 30, 40}, kInk); });
  EXPECT_EQ(At(picture, 400 - 21, 41), kInk);
  EXPECT_EQ(At(picture, 21, 41), theme_.page.surface);
}

TEST_F(Drawing, writes_text_in_the_colour_asked_for) {
  const Picture picture =
      Draw([](Ui& ui) { ui.canvas().Text({10, 10, 180, 40}, ui.Bold(20, kInk), "Clearway"); });
  EXPECT_GT(Count(picture, kInk), 300);
}

TEST_F(Drawing, makes_text_smaller_until_it_fits_its_box) {
  const std::string sentence = "Hold your phone or your paper to the glass until you hear a tone.";
  const Picture picture = Draw([&](Ui& ui) {
    const Rect box{10, 10, 90, 20};
    const TextStyle fitting = ui.canvas().Fitting(box, ui.Style(9, kInk), sentence);
    EXPECT_LT(fitting.size, 9);
    EXPECT_LE(ui.canvas().Measure(box.width, fitting, sentence).height, box.height);
    ui.canvas().TextFitting(box, ui.Style(9, kInk), sentence);
  });
  for (int x = 0; x < 400; ++x) EXPECT_EQ(At(picture, x, 62), theme_.page.surface);
}

TEST_F(Drawing, reuses_a_texture_and_forgets_all_of_them) {
  const auto write = [](Ui& ui) { ui.canvas().Text({10, 10, 180, 40}, ui.Style(9, kInk), "once"); };
  Draw(write);
  const std::size_t entries = texts_.size();
  Draw(write);
  EXPECT_EQ(texts_.size(), entries);
  texts_.Forget();
  EXPECT_EQ(texts_.size(), 0U);
  EXPECT_EQ(texts_.bytes(), 0U);
}

TEST_F(Drawing, keeps_the_text_cache_within_its_bound) {
  TextCache small(std::size_t{256} << 10);
  for (int i = 0; i < 200; ++i) {
    (void)small.Get({"line " + std::to_string(i), text::Language::English(), 20, 300});
    small.Trim();
    ASSERT_LE(small.bytes(), std::size_t{256} << 10);
  }
  EXPECT_GT(small.size(), 1U);
}

TEST_F(Drawing, chooses_the_selected_button_with_enter) {
  bool chosen = false;
  const auto draw = [&](Ui& ui) { chosen = ui.Button("go", {10, 10, 60, 20}, "Go"); };
  Draw(draw);
  input_.next = true;
  Draw(draw);
  EXPECT_FALSE(chosen);
  input_ = {};
  input_.choose = true;
  Draw(draw);
  EXPECT_TRUE(chosen);
}

TEST_F(Drawing, shows_a_ring_around_the_selected_button_only) {
  const auto draw = [](Ui& ui) {
    (void)ui.Button("one", {10, 10, 60, 20}, "One");
    (void)ui.Button("two", {10, 60, 60, 20}, "Two");
  };
  EXPECT_EQ(Count(Draw(draw), theme_.focus), 0);
  input_.next = true;
  const Picture picture = Draw(draw);
  EXPECT_GT(Count(picture, theme_.focus), 200);
  for (int x = 0; x < 400; ++x) EXPECT_NE(At(picture, x, 140), theme_.focus);
}

TEST_F(Drawing, never_makes_a_button_smaller_than_a_touch_target) {
  Draw([](Ui& ui) {
    (void)ui.Button("tiny", {10, 10, 3, 3}, "x");
    const Canvas::Pixels box = ui.buttons().front().box;
    EXPECT_GE(box.right - box.left, 12.7F * 2 - 1);
    EXPECT_GE(box.bottom - box.top, 12.7F * 2 - 1);
  });
}

TEST_F(Drawing, writes_a_screenshot_that_can_be_read) {
  const Picture picture = Draw([](Ui& ui) { ui.canvas().Fill({10, 20, 30, 40}, kInk); });
  const auto file = std::filesystem::path(testing::TempDir()) / "drawing_test.png";
  ASSERT_TRUE(WritePng(picture, file));
  EXPECT_GT(std::filesystem::file_size(file), 100U);
  std::filesystem::remove(file);
}

TEST_F(Drawing, says_what_to_do_when_a_picture_cannot_be_written) {
  const Picture picture = Draw([](Ui&) {});
  const Status status = WritePng(picture, "/nonexistent/folder/picture.png");
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().detail.find("check the folder"), std::string::npos);
}

}  // namespace
}  // namespace clearway::ui
