#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawKept(Sheet& sheet) {
  const std::string until =
      sheet.ui.words().DateTime(sheet.state().desk.kept_until, sheet.scene.zone);
  DrawAnnouncement(
      sheet,
      {ui::Icon::kLock,
       ui::Badge::kDisc,
       sheet.theme().accepted,
       {Translatable("Your copy is kept"), {}},
       {Translatable("This kiosk opens it with your passport and your PIN until {1}. Then it "
                     "is destroyed. Remember the PIN: nobody can tell it to you."),
        {until}}});
}

}  // namespace clearway::screens
