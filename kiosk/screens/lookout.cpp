#include <algorithm>
#include <array>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Rect;

constexpr float kLeastText = 60.0F;  // millimetres; in less, a note stands alone

// What the camera sees, as a mirror, so that hand and picture move the same way.
void DrawPreview(Sheet& sheet, const Rect& box) {
  ui::Canvas& canvas = sheet.canvas();
  const ui::Theme& theme = sheet.theme();
  canvas.Fill(box, theme.page.ink, theme.radius);
  if (sheet.scene.preview != nullptr && *sheet.scene.preview) {
    canvas.MirrorImage(box, *sheet.scene.preview, theme.radius);
  } else {
    const Rect icon = ui::Centred(box, {34, 34});
    ui::DrawIcon(canvas, ui::Icon::kCamera, icon, theme.page.surface);
  }
  for (const camera::Code& code : sheet.scene.codes) {
    std::array<ui::Point, 4> corners{};
    for (std::size_t i = 0; i < corners.size(); ++i) {
      corners[i] = canvas.OnMirrorImage(box, {code.corners[i].x, code.corners[i].y});
    }
    canvas.Stroke(corners, 1.8F, theme.incomplete.surface, true);
  }
}

// From the top of the box, in letters as large as fit into this share of its height.
void SayOnTop(Sheet& sheet, Rect& box, float share, const ui::TextStyle& style,
              const Message& message, float gap) {
  const Rect room{box.x, box.y, box.width, box.height * share};
  const ui::TextStyle fitting = sheet.canvas().Fitting(room, style, sheet.ui.words().Say(message));
  (void)ui::CutTop(box, sheet.ui.Say(box, fitting, message), gap);
}

// What was wrong with what was shown matters more than how to show it.
void DrawSentences(Sheet& sheet, Rect box, const Lookout& lookout) {
  const ui::Theme& theme = sheet.theme();
  SayOnTop(sheet, box, 0.4F, sheet.ui.Bold(theme.title, theme.page.ink), lookout.title, 6);
  const ui::TextStyle note = sheet.ui.Style(theme.body, theme.incomplete.ink);
  const std::string words = lookout.note ? sheet.ui.words().Say(*lookout.note) : std::string();
  const float width = box.width - 14 - 18;
  const float height = words.empty() ? 0 : sheet.canvas().Measure(width, note, words).height + 12;
  if (box.height - height >= kLeastText) {
    SayOnTop(sheet, box, 0.6F, sheet.ui.Style(theme.lead, theme.page.ink), lookout.text, 10);
  }
  if (words.empty()) return;
  Rect card = ui::CutTop(box, height);
  sheet.canvas().Fill(card, theme.incomplete.surface, theme.radius);
  card = card.Inset(6);
  ui::DrawIcon(sheet.canvas(), ui::Icon::kExclamation, ui::CutStart(card, 14, 6), note.ink);
  sheet.canvas().TextFitting(card, note, words);
}

}  // namespace

void DrawLookout(Sheet& sheet, const Lookout& lookout) {
  CutButtons(sheet);
  Rect words = sheet.content;
  constexpr float kAspect = 16.0F / 9;
  constexpr float kBeside = 16.0F;
  constexpr float kLeastWords = 130.0F;  // a narrower column would break words apart
  constexpr float kLeastPreview = 100.0F;
  const float width =
      std::min({words.width * 0.62F, words.height * kAspect, words.width - kBeside - kLeastWords});
  if (!sheet.ui.portrait() && width >= kLeastPreview) {
    Rect side = ui::CutStart(words, width, kBeside);
    DrawPreview(sheet, ui::CutTop(side, width / kAspect));
  } else {
    const float height = std::min(words.width / kAspect, words.height * 0.6F);
    Rect above = ui::CutTop(words, height, 8);
    DrawPreview(sheet, ui::CutStart(above, height * kAspect, 0));
  }
  DrawSentences(sheet, words, lookout);
}

}  // namespace clearway::screens
