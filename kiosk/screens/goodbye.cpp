#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawGoodbye(Sheet& sheet) {
  DrawAnnouncement(sheet, {ui::Icon::kTick,
                           ui::Badge::kDisc,
                           sheet.theme().accepted,
                           {Translatable("Thank you, and have a good journey"), {}},
                           {sheet.state().settings.keeps_copies
                                ? Translatable("Everything that you showed here is forgotten, but "
                                               "for a copy that you asked for.")
                                : Translatable("Everything that you showed here is forgotten."),
                            {}}});
}

}  // namespace clearway::screens
