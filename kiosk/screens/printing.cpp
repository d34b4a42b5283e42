#include <chrono>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Rect;

// A bar with a part that travels along it: how long a printer takes, nobody knows.
void DrawTravellingBar(Sheet& sheet, const Rect& bar) {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  constexpr long kPeriod = 1600;  // milliseconds from one end to the other
  const auto passed =
      duration_cast<milliseconds>(sheet.scene.now - sheet.state().print.started).count();
  const float at = static_cast<float>(passed % kPeriod) / kPeriod;
  const float part = bar.width * 0.28F;
  const float start = bar.x - part + at * (bar.width + part);
  const float from = std::max(bar.x, start);
  const float to = std::min(bar.end(), start + part);
  sheet.canvas().Fill(bar, sheet.theme().secondary.surface, bar.height / 2);
  if (to - from > bar.height) {
    sheet.canvas().Fill({from, bar.y, to - from, bar.height}, sheet.theme().primary.surface,
                        bar.height / 2);
  }
}

}  // namespace

void DrawPrinting(Sheet& sheet) {
  const bool preparing = sheet.state().print.phase == session::PrintPhase::kPreparing;
  const ui::Rect below = DrawAnnouncement(
      sheet, {ui::Icon::kPrinter,
              ui::Badge::kDisc,
              sheet.theme().primary,
              preparing ? Message{Translatable("Your page is being prepared"), {}}
                        : Message{Translatable("Your page is being printed"), {}},
              {Translatable("It comes out of the slot below. One moment, please."), {}},
              24});
  DrawTravellingBar(sheet, ui::Centred(below, {std::min(below.width, 200.0F), 6}));
}

}  // namespace clearway::screens
