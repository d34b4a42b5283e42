#include <array>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Colour;
using ui::Rect;

// A made-up QR-like pattern: enough to recognise the thing, and no code that a camera could read.
void DrawPattern(ui::Canvas& canvas, const Rect& box, Colour ink, Colour paper) {
  static constexpr std::array<const char*, 11> kRows{
      "###.#.#.###", "#.#..##.#.#", "###.#...###", "....##.#...", "#.##..#.#.#", ".#..#.##..#",
      "##.#.#..##.", "....#.##..#", "###.##.#.#.", "#.#..#.##.#", "###.#.#..##"};
  canvas.Fill(box, paper, box.width * 0.06F);
  const Rect room = box.Inset(box.width * 0.11F);
  const float cell = room.width / static_cast<float>(kRows.size());
  for (std::size_t y = 0; y < kRows.size(); ++y) {
    for (std::size_t x = 0; x < kRows.size(); ++x) {
      if (kRows[y][x] != '#') continue;
      canvas.Fill({room.x + static_cast<float>(x) * cell, room.y + static_cast<float>(y) * cell,
                   cell, cell},
                  ink);
    }
  }
}

// The four corners of what the camera sees.
void DrawCorners(ui::Canvas& canvas, const Rect& box, Colour colour) {
  const float arm = box.width * 0.16F;
  const auto corner = [&](float x, float y, float across, float down) {
    const std::array<ui::Point, 3> points{ui::Point{x + across, y}, ui::Point{x, y},
                                          ui::Point{x, y + down}};
    canvas.Stroke(points, 2.2F, colour);
  };
  corner(box.x, box.y, arm, arm);
  corner(box.end(), box.y, -arm, arm);
  corner(box.x, box.bottom(), arm, -arm);
  corner(box.end(), box.bottom(), -arm, -arm);
}

// A phone and a sheet of paper, each with a code, in front of the glass.
void DrawPicture(Sheet& sheet, const Rect& box) {
  ui::Canvas& canvas = sheet.canvas();
  const ui::Pair colours = sheet.theme().primary;
  canvas.Fill(box, colours.surface, sheet.theme().radius * 2);
  const float side = std::min(box.width, box.height);
  const Rect view = ui::Centred(box, {side * 0.84F, side * 0.84F});
  DrawCorners(canvas, view, colours.ink);
  const Rect paper{view.x + side * 0.08F, view.y + side * 0.12F, side * 0.36F, side * 0.5F};
  canvas.Fill(paper, {233, 239, 248}, 2);
  for (int line = 0; line < 4; ++line) {
    const float width = paper.width * (line == 3 ? 0.45F : 0.76F);
    canvas.Fill({paper.x + paper.width * 0.12F,
                 paper.y + paper.height * (0.64F + 0.085F * static_cast<float>(line)), width, 1.6F},
                {150, 165, 190}, 0.8F);
  }
  const float code = paper.width * 0.72F;
  DrawPattern(canvas,
              {paper.x + (paper.width - code) / 2, paper.y + paper.height * 0.07F, code, code},
              colours.surface, colours.ink);
  const Rect phone{view.x + side * 0.4F, view.y + side * 0.14F, side * 0.36F, side * 0.6F};
  canvas.Fill(phone.Inset(-1.6F), colours.surface, 7);
  canvas.Fill(phone, {16, 27, 44}, 6);
  const Rect glass = phone.Inset(2.6F, 6);
  canvas.Fill(glass, {246, 248, 251}, 2.5F);
  const float shown = glass.width * 0.8F;
  DrawPattern(canvas, ui::Centred(glass, {shown, shown}), {16, 27, 44}, {255, 255, 255});
}

struct Step {
  ui::Icon icon;
  const char* words;
};
constexpr std::array<Step, 3> kSteps{
    Step{ui::Icon::kPhone, Translatable("Hold your phone or paper to the glass")},
    Step{ui::Icon::kTick, Translatable("See the answer at once")},
    Step{ui::Icon::kPrinter, Translatable("Print it on paper if you like")}};

void DrawSteps(Sheet& sheet, Rect box) {
  const ui::Theme& theme = sheet.theme();
  const float height = box.height / static_cast<float>(kSteps.size());
  for (const Step& step : kSteps) {
    Rect row = ui::CutTop(box, height);
    const float side = std::min(15.0F, height * 0.8F);
    const Rect picture = ui::Centred(ui::CutStart(row, side, 6), {side, side});
    sheet.canvas().Disc(picture.centre(), side / 2, theme.secondary.surface);
    ui::DrawIcon(sheet.canvas(), step.icon, picture.Inset(side * 0.22F), theme.secondary.ink);
    sheet.canvas().TextFitting(row, sheet.ui.Style(theme.body, theme.page.ink),
                               sheet.Say(step.words));
  }
}

}  // namespace

void DrawAttract(Sheet& sheet) {
  const ui::Theme& theme = sheet.theme();
  Rect words = sheet.content;
  Rect picture;
  if (sheet.ui.portrait()) {
    picture = ui::CutTop(words, words.height * 0.42F, 14);
  } else {
    picture = ui::CutEnd(words, words.width * 0.44F, 18);
    words = words.Inset(0, 6);
  }
  DrawPicture(sheet, picture);
  Rect buttons = ui::CutBottom(words, 26, 10);
  const session::Settings& settings = sheet.state().settings;
  const float count = settings.keeps_copies || settings.asks_issuer ? 2 : 1;
  const float width = std::min((buttons.width + theme.gap) / count - theme.gap, 150.0F);
  DrawButton(sheet, ui::CutStart(buttons, width, theme.gap), session::Action::kBegin,
             ui::ButtonKind::kPrimary);
  DrawButton(sheet, ui::CutStart(buttons, width), session::Action::kDeadPhone,
             ui::ButtonKind::kSecondary);
  DrawSteps(sheet, ui::CutBottom(words, 63, 8));
  sheet.ui.SayFitting(words, sheet.ui.Bold(theme.display, theme.page.ink),
                      {Translatable("Check your travel health certificate"), {}});
}

}  // namespace clearway::screens
