#include <vector>

#include "kiosk/screens/sheet.h"
#include "kiosk/screens/staff_words.h"

namespace clearway::screens {
namespace {

using session::Action;

constexpr float kRow = 30.0F;  // millimetres, at most
constexpr float kWidestChoice = 190.0F;
constexpr float kGap = 12.0F;

// A headline with a line under it, and below them a button for each choice of that kind.
void DrawList(Sheet& sheet, const char* title, const char* text, Action action) {
  const ui::Theme& theme = sheet.theme();
  CutButtons(sheet);
  ui::Rect room = sheet.content;
  sheet.ui.SayFitting(ui::CutTop(room, theme.title * 1.5F, 2),
                      sheet.ui.Bold(theme.title, theme.page.ink), {title, {}});
  sheet.ui.SayFitting(ui::CutTop(room, theme.lead * 2.0F, 6),
                      sheet.ui.Style(theme.lead, theme.soft_ink), {text, {}});
  std::vector<session::Choice> choices = session::Actions(sheet.state());
  std::erase_if(choices, [&](const session::Choice& choice) { return choice.action != action; });
  if (choices.empty()) return;
  const std::size_t columns = sheet.ui.portrait() || choices.size() <= 4 ? 2 : 3;
  const std::size_t rows = (choices.size() + columns - 1) / columns;
  const float height = std::min(kRow, (room.height + kGap) / static_cast<float>(rows) - kGap);
  const float width =
      std::min(kWidestChoice, (room.width + kGap) / static_cast<float>(columns) - kGap);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::size_t row = i / columns;
    const ui::Rect box{room.x + static_cast<float>(i % columns) * (width + kGap),
                       room.y + static_cast<float>(row) * (height + kGap), width, height};
    const ui::ButtonLook look{ui::ButtonKind::kSecondary, StaffIconOf(choices[i]), false};
    if (sheet.ui.Button(NameOf(choices[i]), box, sheet.Say(StaffLabelOf(choices[i])), look)) {
      sheet.chosen = choices[i];
    }
  }
}

}  // namespace

void DrawStaffMenu(Sheet& sheet) {
  const auto& badge = sheet.state().staff.badge;
  if (!badge) return;
  DrawList(sheet, Translatable("Staff"), RoleWords(badge->role), Action::kStaffDo);
}

void DrawStaffReason(Sheet& sheet) {
  DrawList(sheet, Translatable("Why is it printed again?"),
           Translatable("The reason is recorded. The page comes out once more."),
           Action::kStaffReason);
}

}  // namespace clearway::screens
