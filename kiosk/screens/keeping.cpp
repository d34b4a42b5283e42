#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawKeeping(Sheet& sheet) {
  const ui::Rect below = DrawAnnouncement(sheet, {ui::Icon::kLock,
                                                  ui::Badge::kDisc,
                                                  sheet.theme().primary,
                                                  {Translatable("Your copy is being locked"), {}},
                                                  {Translatable("One moment, please."), {}},
                                                  24});
  DrawTravellingBar(sheet, below);
}

}  // namespace clearway::screens
