#include <algorithm>
#include <vector>

#include "kiosk/screens/scene.h"
#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

void DrawScreen(Sheet& sheet) {
  using session::Screen;
  switch (sheet.state().screen) {
    case Screen::kAttract:
      return DrawAttract(sheet);
    case Screen::kScanning:
      return DrawScanning(sheet);
    case Screen::kVerdict:
      return DrawVerdict(sheet);
    case Screen::kAnotherTraveller:
      return DrawAnotherTraveller(sheet);
    case Screen::kOverview:
      return DrawOverview(sheet);
    case Screen::kPrintConfirm:
      return DrawPrintConfirm(sheet);
    case Screen::kPrinting:
      return DrawPrinting(sheet);
    case Screen::kPrintDone:
      return DrawPrintDone(sheet);
    case Screen::kPrintFailed:
      return DrawPrintFailed(sheet);
    case Screen::kHelp:
      return DrawHelp(sheet);
    case Screen::kGoodbye:
      return DrawGoodbye(sheet);
    case Screen::kReceipt:
      return DrawReceipt(sheet);
    case Screen::kOutOfService:
      return DrawOutOfService(sheet);
    case Screen::kTechnician:
      return DrawTechnician(sheet);
  }
}

}  // namespace

std::optional<session::Choice> Draw(ui::Ui& ui, const Scene& scene) {
  Sheet sheet{.ui = ui, .scene = scene};
  LayOut(sheet);
  if (scene.state.asking_for_time) {
    DrawMoreTime(sheet);
  } else {
    DrawScreen(sheet);
  }
  DrawChrome(sheet);
  return sheet.chosen;
}

std::optional<session::Choice> ForCancel(const session::State& state) {
  using session::Action;
  const std::vector<session::Choice> offered = session::Actions(state);
  for (const Action way_back : {Action::kBack, Action::kCancelPrint, Action::kFinish}) {
    const auto found = std::ranges::find(offered, way_back, &session::Choice::action);
    if (found != offered.end()) return *found;
  }
  return std::nullopt;
}

bool Moves(const session::State& state) {
  return state.screen == session::Screen::kPrinting;
}

}  // namespace clearway::screens
