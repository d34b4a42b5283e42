#include <algorithm>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

constexpr float kWidestLine = 400.0F;  // millimetres: longer lines are hard to follow
constexpr float kUnderBadge = 12.0F;
constexpr float kUnderTitle = 6.0F;

}  // namespace

ui::Rect DrawAnnouncement(Sheet& sheet, const Announcement& what) {
  CutButtons(sheet, text::Alignment::kCentre);
  const ui::Theme& theme = sheet.theme();
  const ui::TextStyle title = sheet.ui.Bold(theme.title, theme.page.ink, text::Alignment::kCentre);
  const ui::TextStyle text = sheet.ui.Style(theme.lead, theme.soft_ink, text::Alignment::kCentre);
  const std::string headline = sheet.ui.words().Say(what.title);
  const std::string sentence = sheet.ui.words().Say(what.text);

  const float width = std::min(sheet.content.width, kWidestLine);
  const float badge = std::min(76.0F, sheet.content.height * 0.36F);
  const ui::TextStyle fitting_title =
      sheet.canvas().Fitting({0, 0, width, sheet.content.height * 0.24F}, title, headline);
  const float title_height = sheet.canvas().Measure(width, fitting_title, headline).height;
  const float text_height = sheet.canvas().Measure(width, text, sentence).height;
  const float all =
      badge + kUnderBadge + title_height + kUnderTitle + text_height + what.room_below;
  ui::Rect column = ui::Centred(sheet.content, {width, std::min(all, sheet.content.height)});

  const ui::Rect picture = ui::CutTop(column, badge, kUnderBadge);
  ui::DrawBadge(sheet.canvas(), what.badge, picture, what.colours.surface);
  ui::DrawIcon(sheet.canvas(), what.icon, picture.Inset(badge * 0.22F), what.colours.ink);
  sheet.canvas().Text(ui::CutTop(column, title_height, kUnderTitle), fitting_title, headline);
  const ui::Rect below = ui::CutBottom(column, what.room_below);
  sheet.canvas().TextFitting(column, text, sentence);
  return below;
}

}  // namespace clearway::screens
