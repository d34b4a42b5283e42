#include "kiosk/screens/sheet.h"

namespace clearway::screens {
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
  DrawTravellingBar(sheet, below);
}

}  // namespace clearway::screens
