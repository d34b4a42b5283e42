#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawAnotherTraveller(Sheet& sheet) {
  DrawAnnouncement(
      sheet, {ui::Icon::kPeople,
              ui::Badge::kDisc,
              sheet.theme().primary,
              {Translatable("Is this certificate of somebody travelling with you?"), {}},
              {Translatable("It is of another person than the one before. If you are the next "
                            "traveller, what was shown before is forgotten."),
               {}}});
}

}  // namespace clearway::screens
