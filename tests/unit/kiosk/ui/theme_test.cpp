#include "kiosk/ui/theme.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace clearway::ui {
namespace {

// Every pair of colours in which the screens write text.
std::vector<std::pair<std::string, Pair>> WrittenPairs(const Theme& theme) {
  return {{"page", theme.page},
          {"soft ink on page", {theme.page.surface, theme.soft_ink}},
          {"card", theme.card},
          {"soft ink on card", {theme.card.surface, theme.soft_ink}},
          {"primary button", theme.primary},
          {"secondary button", theme.secondary},
          {"pressed button", theme.pressed},
          {"accepted", theme.accepted},
          {"incomplete", theme.incomplete},
          {"refused", theme.refused},
          {"undetermined", theme.undetermined},
          {"demonstration banner", theme.demo}};
}

TEST(ContrastRatio, is_21_for_black_on_white_and_1_for_a_colour_on_itself) {
  EXPECT_NEAR(ContrastRatio({0, 0, 0}, {255, 255, 255}), 21.0, 0.001);
  EXPECT_NEAR(ContrastRatio({90, 40, 7}, {90, 40, 7}), 1.0, 0.001);
}

TEST(ContrastRatio, agrees_with_the_value_published_for_grey_777_on_white) {
  EXPECT_NEAR(ContrastRatio({0x77, 0x77, 0x77}, {255, 255, 255}), 4.48, 0.01);
}

TEST(Theme, writes_all_text_with_a_contrast_of_at_least_10_to_1) {
  for (const auto& [name, pair] : WrittenPairs(CalmTheme())) {
    EXPECT_GE(ContrastRatio(pair.surface, pair.ink), 10.0) << name;
  }
}

TEST(Theme, writes_all_text_with_at_least_20_to_1_in_high_contrast) {
  for (const auto& [name, pair] : WrittenPairs(HighContrastTheme())) {
    EXPECT_GE(ContrastRatio(pair.surface, pair.ink), 20.0) << name;
  }
}

TEST(Theme, shows_the_keyboards_selection_with_3_to_1_against_the_page) {
  for (const Theme& theme : {CalmTheme(), HighContrastTheme()}) {
    EXPECT_GE(ContrastRatio(theme.focus, theme.page.surface), 3.0);
    EXPECT_GE(ContrastRatio(theme.focus, theme.card.surface), 3.0);
  }
}

TEST(Theme, keeps_buttons_above_the_smallest_touch_target) {
  EXPECT_GE(CalmTheme().target, 12.7F);
  EXPECT_GE(CalmTheme().gap, 2.54F);
}

}  // namespace
}  // namespace clearway::ui
