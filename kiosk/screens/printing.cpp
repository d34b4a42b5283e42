#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

Message TitleOf(const session::PrintStatus& print) {
  if (print.unwanted) return {Translatable("Printing is being stopped"), {}};
  if (print.phase == session::PrintPhase::kPreparing) {
    return {Translatable("Your page is being prepared"), {}};
  }
  return {Translatable("Your page is being printed"), {}};
}

// The printer may have a page already that nobody wants any more.
Message WhereToLook(const session::PrintStatus& print) {
  if (print.unwanted) {
    return {Translatable("If your page comes out all the same, take it. One moment, please."), {}};
  }
  return {Translatable("It comes out of the slot below. One moment, please."), {}};
}

}  // namespace

void DrawPrinting(Sheet& sheet) {
  const session::PrintStatus& print = sheet.state().print;
  const ui::Rect below =
      DrawAnnouncement(sheet, {ui::Icon::kPrinter, ui::Badge::kDisc, sheet.theme().primary,
                               TitleOf(print), WhereToLook(print), 24});
  DrawTravellingBar(sheet, below);
}

}  // namespace clearway::screens
