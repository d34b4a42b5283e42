#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawLines(Sheet& sheet, ui::Rect box, const std::vector<std::string>& lines) {
  const ui::Theme& theme = sheet.theme();
  const ui::TextStyle style = sheet.ui.Style(theme.small, theme.card.ink);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const float height = sheet.canvas().Measure(box.width, style, lines[i]).height;
    if (height + theme.small * 1.6F > box.height) {
      const auto left = std::to_string(lines.size() - i);
      sheet.ui.Say(box, style, {Translatable("and more problems: {1}"), {left}});
      return;
    }
    sheet.canvas().Text(ui::CutTop(box, height, 4), style, lines[i]);
  }
}

void DrawTechnician(Sheet& sheet) {
  const ui::Theme& theme = sheet.theme();
  CutButtons(sheet);
  ui::Rect room = sheet.content.Inset(0, 4);
  sheet.ui.SayFitting(ui::CutTop(room, theme.title * 1.6F, 4),
                      sheet.ui.Bold(theme.title, theme.page.ink),
                      {Translatable("This kiosk is out of service"), {}});
  sheet.ui.SayFitting(
      ui::CutTop(room, theme.lead * 3.2F, 6), sheet.ui.Style(theme.lead, theme.soft_ink),
      {Translatable(
           "Please use another kiosk. Technician: correct the configuration; the kiosk goes "
           "on by itself."),
       {}});
  std::vector<std::string> problems = sheet.state().configuration_problems;
  std::ranges::copy(sheet.state().trust_report, std::back_inserter(problems));
  DrawLines(sheet, sheet.ui.Card(room), problems);
}

}  // namespace clearway::screens
