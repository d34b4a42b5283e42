#include <algorithm>
#include <array>

#include "kiosk/screens/answer_look.h"
#include "kiosk/screens/certificate_card.h"
#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Rect;

// The reasons as one text, the most important first; at most this many, for the rest would be
// smaller than can be read.
constexpr std::size_t kReasons = 3;

std::string Reasons(const Sheet& sheet, const certificate::Verdict& verdict) {
  std::string all;
  for (std::size_t i = 0; i < std::min(kReasons, verdict.reasons.size()); ++i) {
    if (!all.empty()) all += '\n';
    all += sheet.ui.words().Say(verdict.reasons[i].for_public);
  }
  return all;
}

void DrawBadgeOf(Sheet& sheet, const Rect& box, const AnswerLook& look) {
  const float side = std::min(box.width, box.height);
  ui::DrawBadge(sheet.canvas(), look.badge, box, look.colours.ink);
  ui::DrawIcon(sheet.canvas(), look.icon, box.Inset(side * 0.2F), look.colours.surface);
}

// Headline, reasons and advice under each other, centred in the box as one group.
void DrawWords(Sheet& sheet, Rect box, const AnswerLook& look, const std::string& reasons,
               text::Alignment alignment) {
  const ui::Theme& theme = sheet.theme();
  struct Part {
    ui::TextStyle style;
    std::string words;
    float share;  // of the box, at most
  };
  const std::array<Part, 3> parts{
      Part{sheet.ui.Bold(theme.display, look.colours.ink, alignment), sheet.Say(look.title), 0.4F},
      Part{sheet.ui.Bold(theme.lead, look.colours.ink, alignment), reasons, 0.35F},
      Part{sheet.ui.Style(theme.lead * 0.9F, look.colours.ink, alignment), sheet.Say(look.advice),
           0.3F}};
  constexpr float kGap = 6.0F;
  std::array<float, 3> heights{};
  float all = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].words.empty()) continue;
    const float allowed = box.height * parts[i].share;
    const ui::TextStyle fitting =
        sheet.canvas().Fitting({0, 0, box.width, allowed}, parts[i].style, parts[i].words);
    heights[i] = sheet.canvas().Measure(box.width, fitting, parts[i].words).height;
    all += heights[i] + kGap;
  }
  box = ui::Centred(box, {box.width, std::min(all - kGap, box.height)});
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].words.empty()) continue;
    sheet.canvas().TextFitting(ui::CutTop(box, heights[i], kGap), parts[i].style, parts[i].words);
  }
}

// Shape, headline, reasons and advice on the answer's colour.
void DrawAnswer(Sheet& sheet, const Rect& panel, const certificate::Verdict& verdict) {
  const AnswerLook look = LookOf(verdict.answer, sheet.theme());
  sheet.canvas().Fill(panel, look.colours.surface, sheet.theme().radius * 2);
  Rect room = panel.Inset(14, 12);
  const bool wide = room.width > room.height * 1.4F;
  const float side = wide ? std::min(room.height, room.width * 0.26F) : room.height * 0.34F;
  DrawBadgeOf(sheet, wide ? ui::CutStart(room, side, 14) : ui::CutTop(room, side, 8), look);
  DrawWords(sheet, room, look, Reasons(sheet, verdict),
            wide ? text::Alignment::kStart : text::Alignment::kCentre);
}

}  // namespace

void DrawVerdict(Sheet& sheet) {
  const session::HeldCertificate* held = session::Current(sheet.state());
  if (held == nullptr) return;
  Rect room = sheet.content;
  const Rect panel = sheet.ui.portrait() ? ui::CutTop(room, room.height * 0.38F, 10)
                                         : ui::CutStart(room, room.width * 0.42F, 12);
  DrawAnswer(sheet, panel, held->verdict);
  sheet.content = room;
  CutButtons(sheet);
  DrawCertificate(sheet, sheet.content, *held);
}

}  // namespace clearway::screens
