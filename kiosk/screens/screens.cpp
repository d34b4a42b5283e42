#include <algorithm>
#include <vector>

#include "kiosk/screens/scene.h"
#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using session::Action;

// NOLINTNEXTLINE(readability-function-size): a table
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
    case Screen::kPassport:
      return DrawPassport(sheet);
    case Screen::kFetching:
      return DrawFetching(sheet);
    case Screen::kNotFetched:
      return DrawNotFetched(sheet);
    case Screen::kKeepConfirm:
      return DrawKeepConfirm(sheet);
    case Screen::kKeeping:
      return DrawKeeping(sheet);
    case Screen::kKept:
      return DrawKept(sheet);
    case Screen::kNotKept:
      return DrawNotKept(sheet);
    case Screen::kTyping:
      return DrawTyping(sheet);
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
    case Screen::kStaffWaiting:
      return DrawStaffWaiting(sheet);
    case Screen::kStaffNotice:
      return DrawStaffNotice(sheet);
    case Screen::kStaffMenu:
      return DrawStaffMenu(sheet);
    case Screen::kStaffReason:
      return DrawStaffReason(sheet);
    case Screen::kStaffCheck:
      return DrawVerdict(sheet);  // what the traveller's own screen shows, and no more
    case Screen::kStaffNewBadge:
      return DrawStaffNewBadge(sheet);
    case Screen::kStaffDiagnosis:
      return DrawStaffDiagnosis(sheet);
  }
}

std::optional<session::Choice> WayBack(const std::vector<session::Choice>& offered) {
  for (const Action way_back :
       {Action::kBack, Action::kCancelPrint, Action::kFinish, Action::kSignOut}) {
    const auto found = std::ranges::find(offered, way_back, &session::Choice::action);
    if (found != offered.end()) return *found;
  }
  return std::nullopt;
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

std::optional<session::Choice> ForKeyboard(const session::State& state, const ui::Input& input) {
  const std::vector<session::Choice> offered = session::Actions(state);
  const auto wanted = [&]() -> std::optional<session::Choice> {
    if (input.cancel) return WayBack(offered);
    if (input.erase) return session::Choice{Action::kDeleteKey};
    if (input.enter) return session::Choice{Action::kEnter};
    const auto key = session::KeyIndex(input.typed);
    return key ? std::optional(session::Choice{Action::kKey, *key}) : std::nullopt;
  }();
  const bool is_offered = wanted && std::ranges::find(offered, *wanted) != offered.end();
  return is_offered ? wanted : std::nullopt;
}

bool Moves(session::Screen screen) {
  using session::Screen;
  return screen == Screen::kPrinting || screen == Screen::kFetching || screen == Screen::kKeeping;
}

}  // namespace clearway::screens
