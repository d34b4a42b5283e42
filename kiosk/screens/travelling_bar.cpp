#include <algorithm>
#include <chrono>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {

void DrawTravellingBar(Sheet& sheet, const ui::Rect& room) {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  const ui::Rect bar = ui::Centred(room, {std::min(room.width, 200.0F), 6});
  constexpr long kPeriod = 1600;  // milliseconds from one end to the other
  const auto passed =
      duration_cast<milliseconds>(sheet.scene.now - sheet.state().screen_since).count();
  const float at = static_cast<float>(passed % kPeriod) / kPeriod;
  const float part = bar.width * 0.28F;
  const float start = bar.x - part + at * (bar.width + part);
  const float from = std::max(bar.x, start);
  const float to = std::min(bar.end(), start + part);
  sheet.canvas().Fill(bar, sheet.theme().secondary.surface, bar.height / 2);
  if (to - from > bar.height) {
    sheet.canvas().Fill({from, bar.y, to - from, bar.height}, sheet.theme().primary.surface,
                        bar.height / 2);
  }
}

}  // namespace clearway::screens
