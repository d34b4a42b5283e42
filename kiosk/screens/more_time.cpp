#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawMoreTime(Sheet& sheet) {
  const auto left = session::TimeLeft(sheet.state(), sheet.scene.now).count();
  DrawAnnouncement(sheet,
                   {ui::Icon::kHourglass,
                    ui::Badge::kDisc,
                    sheet.theme().incomplete,
                    {Translatable("Do you need more time?"), {}},
                    {Translatable("Seconds until everything that you showed is forgotten: {1}"),
                     {std::to_string(left)}}});
}

}  // namespace clearway::screens
