#include <algorithm>

#include "kiosk/screens/answer_look.h"
#include "kiosk/screens/certificate_card.h"
#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Rect;

constexpr float kRow = 27.0F;  // millimetres, at most
constexpr float kRowGap = 4.0F;

const session::HeldCertificate& At(const session::State& state, session::Position position) {
  return state.people[position.person].certificates[position.certificate];
}

// Whose certificate it is, over what it is.
void DrawTitle(Sheet& sheet, Rect box, const session::HeldCertificate& held) {
  const ui::TextStyle style = sheet.ui.Style(sheet.theme().body, sheet.theme().secondary.ink);
  const auto& certificate = held.reading.certificate;
  if (!certificate || !held.reading.signed_by) {
    sheet.ui.SayFitting(box, style,
                        {Translatable("Certificate without a confirmed signature"), {}});
    return;
  }
  const certificate::Disclosure& disclosure = sheet.state().settings.disclosure;
  const std::string name =
      NameOf(ShownName(certificate->holder.name, disclosure), sheet.ui.words());
  if (!name.empty()) sheet.canvas().TextFitting(ui::CutTop(box, box.height / 2), style, name);
  sheet.ui.SayFitting(box, style, {certificate::Present(*certificate, disclosure).title, {}});
}

// One certificate of one person, with its answer by shape, colour and word; touch shows it.
void DrawRow(Sheet& sheet, const Rect& box, std::size_t index, session::Position position) {
  const ui::Theme& theme = sheet.theme();
  const session::HeldCertificate& held = At(sheet.state(), position);
  const AnswerLook look = LookOf(held.verdict.answer, theme);
  const session::Choice choice{session::Action::kShowCertificate, index};
  if (sheet.ui.Button(NameOf(choice), box, "")) sheet.chosen = choice;
  Rect row = box.Inset(6, 3);
  const Rect badge = ui::CutStart(row, row.height, 8);
  ui::DrawBadge(sheet.canvas(), look.badge, badge, look.colours.surface);
  ui::DrawIcon(sheet.canvas(), look.icon, badge.Inset(badge.width * 0.22F), look.colours.ink);
  const Rect answer = ui::CutEnd(row, std::min(110.0F, row.width * 0.4F), 6);
  sheet.ui.SayFitting(answer, sheet.ui.Bold(theme.body, theme.secondary.ink, text::Alignment::kEnd),
                      {look.title, {}});
  DrawTitle(sheet, row, held);
}

}  // namespace

void DrawOverview(Sheet& sheet) {
  const ui::Theme& theme = sheet.theme();
  CutButtons(sheet);
  Rect room = sheet.content;
  sheet.ui.SayFitting(ui::CutTop(room, theme.title * 1.5F, 8),
                      sheet.ui.Bold(theme.title, theme.page.ink),
                      {Translatable("All certificates"), {}});
  const std::vector<session::Position> all = session::Numbered(sheet.state());
  if (all.empty()) return;
  // Two columns where one would make the rows too low for a finger.
  const auto count = static_cast<float>(all.size());
  const bool two = (room.height + kRowGap) / count - kRowGap < 16 && room.width > 300;
  const std::size_t half = (all.size() + 1) / 2;
  const float rows = two ? static_cast<float>(half) : count;
  const float width = two ? (room.width - theme.gap) / 2 : room.width;
  const float height = std::min(kRow, (room.height + kRowGap) / rows - kRowGap);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto row = static_cast<float>(two ? i / 2 : i);
    const float column = two && i % 2 == 1 ? width + theme.gap : 0;
    DrawRow(sheet, {room.x + column, room.y + row * (height + kRowGap), width, height}, i, all[i]);
  }
}

}  // namespace clearway::screens
