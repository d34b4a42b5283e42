#include <algorithm>
#include <utility>
#include <vector>

#include "kiosk/screens/answer_look.h"
#include "kiosk/screens/certificate_card.h"
#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Colour;
using ui::Rect;

// The reasons as one text, the most important first; at most this many, for the rest would be
// smaller than can be read.
constexpr std::size_t kReasons = 3;

std::string Reasons(const Sheet& sheet, const certificate::Verdict& verdict) {
  std::string all;
  for (std::size_t i = 0; i < std::min(kReasons, verdict.reasons.size()); ++i) {
    if (!all.empty()) all += '\n';
    const text::Catalogue& words = sheet.ui.words();
    all += words.Say(certificate::PublicSentence(verdict.reasons[i], words.language().tag()));
  }
  return all;
}

void DrawBadgeOf(Sheet& sheet, const Rect& box, const AnswerLook& look) {
  const float side = std::min(box.width, box.height);
  ui::DrawBadge(sheet.canvas(), look.badge, box, look.colours.ink);
  ui::DrawIcon(sheet.canvas(), look.icon, box.Inset(side * 0.2F), look.colours.surface);
}

// Headline, reasons and meaning, each as large as its share of the room allows.
class AnswerWords {
 public:
  AnswerWords(Sheet& sheet, const AnswerLook& look, const std::string& reasons, ui::Size room,
              text::Alignment alignment)
      : canvas_(sheet.canvas()), width_(room.width) {
    const ui::Theme& theme = sheet.theme();
    const Colour ink = look.colours.ink;
    Add(sheet.ui.Bold(theme.display, ink, alignment), sheet.Say(look.title), room.height * 0.4F);
    Add(sheet.ui.Bold(theme.lead, ink, alignment), reasons, room.height * 0.35F);
    Add(sheet.ui.Style(theme.lead * 0.9F, ink, alignment),
        look.meaning[0] == '\0' ? std::string() : sheet.Say(look.meaning), room.height * 0.3F);
  }

  [[nodiscard]] float height() const { return height_; }
  void Draw(Rect box) {
    for (const Part& part : parts_) {
      canvas_.Text(ui::CutTop(box, part.height, kGap), part.style, part.words);
    }
  }

 private:
  static constexpr float kGap = 6.0F;
  struct Part {
    ui::TextStyle style;
    std::string words;
    float height;
  };

  void Add(const ui::TextStyle& style, std::string words, float allowed) {
    if (words.empty()) return;
    const ui::TextStyle fitting = canvas_.Fitting({0, 0, width_, allowed}, style, words);
    const float height = canvas_.Measure(width_, fitting, words).height;
    height_ += height + (parts_.empty() ? 0 : kGap);
    parts_.push_back({fitting, std::move(words), height});
  }

  ui::Canvas& canvas_;
  float width_;
  float height_ = 0;
  std::vector<Part> parts_;
};

// Shape, headline, reasons and meaning on the answer's colour: beside each other on a wide panel,
// else under each other, as one group in the middle.
void DrawAnswer(Sheet& sheet, const Rect& panel, const certificate::Verdict& verdict) {
  constexpr float kGap = 12.0F;
  const AnswerLook look = LookOf(verdict.answer, sheet.theme());
  const std::string reasons = Reasons(sheet, verdict);
  sheet.canvas().Fill(panel, look.colours.surface, sheet.theme().radius * 2);
  Rect room = panel.Inset(14, 12);
  if (room.width > room.height * 1.4F) {
    DrawBadgeOf(sheet, ui::CutStart(room, std::min(room.height, room.width * 0.26F), kGap), look);
    AnswerWords words(sheet, look, reasons, {room.width, room.height}, text::Alignment::kStart);
    return words.Draw(ui::Centred(room, {room.width, words.height()}));
  }
  const float side = room.height * 0.34F;
  AnswerWords words(sheet, look, reasons, {room.width, room.height - side - kGap},
                    text::Alignment::kCentre);
  room = ui::Centred(room, {room.width, side + kGap + words.height()});
  DrawBadgeOf(sheet, ui::CutTop(room, side, kGap), look);
  words.Draw(room);
}

}  // namespace

void DrawVerdict(Sheet& sheet) {
  const session::HeldCertificate* held = session::Current(sheet.state());
  if (held == nullptr) return;
  CutButtons(sheet);
  Rect room = sheet.content;
  const Rect panel = sheet.ui.portrait() ? ui::CutTop(room, room.height * 0.38F, 10)
                                         : ui::CutStart(room, room.width * 0.42F, 12);
  DrawAnswer(sheet, panel, held->verdict);
  DrawCertificate(sheet, room, *held);
}

}  // namespace clearway::screens
