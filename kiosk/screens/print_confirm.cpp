#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawPrintConfirm(Sheet& sheet) {
  DrawAnnouncement(
      sheet,
      {ui::Icon::kPaper,
       ui::Badge::kSquare,
       sheet.theme().primary,
       {Translatable("Print your certificate on paper?"), {}},
       {Translatable("The page shows your name, your document and your health records, and the "
                     "same code that you showed. Take it with you: nothing of it is kept."),
        {}}});
}

}  // namespace clearway::screens
