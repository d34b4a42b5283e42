#include <array>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Rect;

struct Answer {
  ui::Icon icon;
  const char* question;
  const char* text;
};

constexpr Answer kWithCopies{
    ui::Icon::kLock, Translatable("What is kept about me?"),
    Translatable("Nothing but a copy of your certificates, if you ask for one: locked with your "
                 "passport and a PIN, for some hours. Everything else is forgotten when you are "
                 "done.")};

constexpr std::array<Answer, 4> kAnswers{
    Answer{ui::Icon::kPhone, Translatable("How do I show my certificate?"),
           Translatable(
               "Open the square code on your phone, as large and bright as it can be, or take "
               "the paper. Hold it in front of the camera, about a hand away.")},
    Answer{ui::Icon::kGlobe, Translatable("Which certificates are read here?"),
           Translatable("The International Travel Health Certificate and the EU Digital COVID "
                        "Certificate.")},
    Answer{
        ui::Icon::kPrinter, Translatable("Why print on paper?"),
        Translatable("A printed code stays readable when your phone is empty. It is as good as the "
                     "one on the phone.")},
    Answer{ui::Icon::kCross, Translatable("What is kept about me?"),
           Translatable(
               "Nothing. When you are done, or after a short while, everything is forgotten.")}};

void DrawQuestion(Sheet& sheet, const Rect& box, const Answer& answer) {
  const ui::Theme& theme = sheet.theme();
  Rect room = sheet.ui.Card(box);
  const Rect margin = ui::CutStart(room, 17, 8);
  ui::DrawIcon(sheet.canvas(), answer.icon, {margin.x, margin.y, 17, 17}, theme.primary.surface);
  const std::string question = sheet.Say(answer.question);
  const ui::TextStyle title = sheet.ui.Bold(theme.body, theme.card.ink);
  const float height = sheet.canvas().Measure(room.width, title, question).height;
  sheet.canvas().TextFitting(ui::CutTop(room, height, 3), title, question);
  const ui::TextStyle text = sheet.ui.Style(theme.body * 0.9F, theme.soft_ink);
  const std::string words = sheet.Say(answer.text);
  sheet.canvas().Text(room, sheet.canvas().Fitting(room, text, words), words);
}

}  // namespace

void DrawHelp(Sheet& sheet) {
  const ui::Theme& theme = sheet.theme();
  CutButtons(sheet);
  Rect room = sheet.content;
  sheet.ui.SayFitting(ui::CutTop(room, theme.title * 1.5F, 8),
                      sheet.ui.Bold(theme.title, theme.page.ink), {Translatable("Help"), {}});
  const int columns = sheet.ui.portrait() ? 1 : 2;
  const auto rows = static_cast<int>(kAnswers.size()) / columns;
  const float width =
      (room.width - theme.gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float height = std::min(
      95.0F, (room.height - theme.gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
  auto answer = kAnswers.begin();
  for (int row = 0; row < rows; ++row) {
    Rect line = ui::CutTop(room, height, theme.gap);
    for (int column = 0; column < columns; ++column, ++answer) {
      const bool is_last = answer + 1 == kAnswers.end();
      DrawQuestion(sheet, ui::CutStart(line, width, theme.gap),
                   is_last && sheet.state().settings.keeps_copies ? kWithCopies : *answer);
    }
  }
}

}  // namespace clearway::screens
