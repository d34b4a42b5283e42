#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawFetching(Sheet& sheet) {
  const ui::Rect below =
      DrawAnnouncement(sheet, {ui::Icon::kHourglass,
                               ui::Badge::kDisc,
                               sheet.theme().primary,
                               {Translatable("Your certificate is being looked for"), {}},
                               {Translatable("This takes a few seconds. One moment, please."), {}},
                               24});
  DrawTravellingBar(sheet, below);
}

}  // namespace clearway::screens
