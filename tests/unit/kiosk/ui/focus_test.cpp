#include "kiosk/ui/focus.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace clearway::ui {
namespace {

// One frame that shows these buttons.
void Draw(Focus& focus, std::initializer_list<const char*> buttons) {
  for (const char* id : buttons) focus.Offer(id);
  focus.BeginFrame();
}

TEST(Focus, selects_nothing_until_a_key_asks) {
  Focus focus;
  Draw(focus, {"print", "finish"});
  EXPECT_TRUE(focus.selected().empty());
}

TEST(Focus, goes_round_the_buttons_in_their_order) {
  Focus focus;
  Draw(focus, {"print", "finish"});
  focus.Move(1);
  EXPECT_EQ(focus.selected(), "print");
  focus.Move(1);
  EXPECT_EQ(focus.selected(), "finish");
  focus.Move(1);
  EXPECT_EQ(focus.selected(), "print");
}

TEST(Focus, starts_at_the_last_button_when_going_back) {
  Focus focus;
  Draw(focus, {"print", "finish"});
  focus.Move(-1);
  EXPECT_EQ(focus.selected(), "finish");
}

TEST(Focus, keeps_a_selection_that_the_next_screen_has_too_and_drops_another) {
  Focus focus;
  Draw(focus, {"print", "finish"});
  focus.Move(-1);
  Draw(focus, {"again", "finish"});
  EXPECT_EQ(focus.selected(), "finish");
  Draw(focus, {"again"});
  EXPECT_TRUE(focus.selected().empty());
}

TEST(Focus, stays_without_selection_where_there_are_no_buttons) {
  Focus focus;
  Draw(focus, {});
  focus.Move(1);
  EXPECT_TRUE(focus.selected().empty());
}

}  // namespace
}  // namespace clearway::ui
