#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawKeepConfirm(Sheet& sheet) {
  const auto hours = sheet.state().settings.kept_for.count();
  DrawAnnouncement(
      sheet,
      {ui::Icon::kLock,
       ui::Badge::kSquare,
       sheet.theme().primary,
       {Translatable("Keep a copy in case your phone goes dead?"), {}},
       {Translatable("Your certificates are locked away on this kiosk. They open with two things: "
                     "your passport, and a PIN that you choose now. Without both nobody can read "
                     "them, not even our staff. Hours until the copy is destroyed: {1}"),
        {std::to_string(hours)}}});
}

}  // namespace clearway::screens
