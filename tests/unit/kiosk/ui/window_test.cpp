// What a keyboard types, as SDL tells it.
#include "kiosk/ui/window.h"

#include <SDL.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

namespace clearway::ui {
namespace {

class Keyboard : public testing::Test {
 protected:
  static void SetUpTestSuite() { setenv("SDL_VIDEODRIVER", "offscreen", 1); }

  void SetUp() override {
    auto opened = Window::Open({400, 300, false, "test"});
    if (!opened) GTEST_SKIP() << "no off-screen rendering here: " << opened.error().detail;
    window_ = std::move(*opened);
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
  }

  static void Press(SDL_Keycode key) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = key;
    SDL_PushEvent(&event);
  }
  static void Type(const char* text) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    std::strcpy(event.text.text, text);
    SDL_PushEvent(&event);
  }
  // SDL ends a batch of events with nothing at all now and then.
  Input Next() {
    Input input;
    for (int look = 0; look < 10 && !input.any; ++look)
      input = window_->Wait(std::chrono::milliseconds(0));
    return input;
  }

  std::unique_ptr<Window> window_;
};

TEST_F(Keyboard, types_one_character_a_frame_so_that_none_is_lost) {
  Type("7");
  Type("q");
  Press(SDLK_RETURN);
  EXPECT_EQ(Next().typed, '7');
  const Input second = Next();
  EXPECT_EQ(second.typed, 'q');
  EXPECT_FALSE(second.enter);
  const Input third = Next();
  EXPECT_EQ(third.typed, 0);
  EXPECT_TRUE(third.enter);
}

TEST_F(Keyboard, types_the_digits_of_Arabic_keyboards) {
  Type("\u0663");
  EXPECT_EQ(Next().typed, '3');
  Type("\u06F9");
  EXPECT_EQ(Next().typed, '9');
}

TEST_F(Keyboard, types_nothing_for_what_is_no_single_character_of_ASCII) {
  for (const char* text : {"\u0628", "\u4E2D", "ab", " ", "\u066A"}) {
    Type(text);
    EXPECT_EQ(Next().typed, 0) << text;
  }
}

TEST_F(Keyboard, takes_back_with_Backspace) {
  Press(SDLK_BACKSPACE);
  const Input input = Next();
  EXPECT_TRUE(input.erase);
  EXPECT_TRUE(input.person);
}

}  // namespace
}  // namespace clearway::ui
