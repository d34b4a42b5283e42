#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawPrintDone(Sheet& sheet) {
  DrawAnnouncement(sheet,
                   {ui::Icon::kPaper,
                    ui::Badge::kDisc,
                    sheet.theme().accepted,
                    {Translatable("Take your paper"), {}},
                    {Translatable("The page was sent to the printer. Did it come out?"), {}}});
}

}  // namespace clearway::screens
