#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

// The kiosk cannot know, and does not print by itself what may already lie there.
void AskForPaper(Sheet& sheet) {
  DrawAnnouncement(sheet, {ui::Icon::kPaper,
                           ui::Badge::kDiamond,
                           sheet.theme().incomplete,
                           {Translatable("Please look into the printer"), {}},
                           {Translatable("The printer did not say how it ended. If your page lies "
                                         "there, take it. Did it come out?"),
                            {}}});
}

}  // namespace

void DrawPrintDone(Sheet& sheet) {
  if (sheet.state().print.phase == session::PrintPhase::kUnknown) return AskForPaper(sheet);
  DrawAnnouncement(sheet,
                   {ui::Icon::kPaper,
                    ui::Badge::kDisc,
                    sheet.theme().accepted,
                    {Translatable("Take your paper"), {}},
                    {Translatable("The page was sent to the printer. Did it come out?"), {}}});
}

}  // namespace clearway::screens
