#include <algorithm>
#include <vector>

#include "kiosk/screens/sheet.h"
#include "kiosk/screens/staff_words.h"

namespace clearway::screens {

using session::Action;
using ui::Icon;

// NOLINTNEXTLINE(readability-function-size): a table
const char* LabelOf(Action action) {
  switch (action) {
    case Action::kBegin:
      return Translatable("Touch to begin");
    case Action::kAddCertificate:
      return Translatable("Show another");
    case Action::kTravelTogether:
      return Translatable("Yes, we travel together");
    case Action::kNextTraveller:
      return Translatable("No, I am the next traveller");
    case Action::kShowOverview:
      return Translatable("Show all certificates");
    case Action::kPrint:
      return Translatable("Print on paper");
    case Action::kConfirmPrint:
      return Translatable("Print now");
    case Action::kConfirmLarge:
      return Translatable("Print large letters");
    case Action::kCancelPrint:
      return Translatable("Do not print");
    case Action::kRetryPrint:
      return Translatable("Try again");
    case Action::kPaperCame:
      return Translatable("I have my paper");
    case Action::kPaperMissing:
      return Translatable("No paper came out");
    case Action::kShowHelp:
      return Translatable("Help");
    case Action::kBack:
      return Translatable("Back");
    case Action::kFinish:
      return Translatable("I am done");
    case Action::kMoreTime:
      return Translatable("I need more time");
    case Action::kDeleteKey:
      return Translatable("Delete");
    case Action::kEnter:
      return Translatable("Continue");
    case Action::kDeadPhone:
      return Translatable("My phone is dead");
    case Action::kTypePassport:
      return Translatable("Type instead");
    case Action::kNoPin:
      return Translatable("I have no PIN");
    case Action::kTryAgain:
      return Translatable("Try again");
    case Action::kKeep:
      return Translatable("Keep a copy");
    case Action::kConfirmKeep:
      return Translatable("Yes, keep a copy");
    case Action::kChooseLanguage:
    case Action::kShowCertificate:
    case Action::kKey:
    case Action::kStaffDo:
    case Action::kStaffReason:
    case Action::kStaffOutcome:
      return "";  // labelled by what they show
    case Action::kSignOut:
      return Translatable("Sign out");
  }
  return "";
}

Icon IconOf(Action action) {
  switch (action) {
    case Action::kBegin:
    case Action::kEnter:
      return Icon::kArrow;
    case Action::kAddCertificate:
      return Icon::kPlus;
    case Action::kTravelTogether:
      return Icon::kPeople;
    case Action::kNextTraveller:
      return Icon::kArrow;
    case Action::kShowOverview:
      return Icon::kPaper;
    case Action::kPrint:
    case Action::kConfirmPrint:
    case Action::kConfirmLarge:
      return Icon::kPrinter;
    case Action::kPaperCame:
    case Action::kFinish:
      return Icon::kTick;
    case Action::kPaperMissing:
    case Action::kCancelPrint:
      return Icon::kCross;
    case Action::kShowHelp:
      return Icon::kQuestion;
    case Action::kDeadPhone:
      return Icon::kPhone;
    case Action::kKeep:
    case Action::kConfirmKeep:
      return Icon::kLock;
    case Action::kMoreTime:
      return Icon::kClock;
    default:
      return Icon::kNone;
  }
}

// NOLINTNEXTLINE(readability-function-size): a table
std::string NameOf(const session::Choice& choice) {
  const auto numbered = [&](const char* name) { return name + std::to_string(choice.index); };
  switch (choice.action) {
    case Action::kBegin:
      return "begin";
    case Action::kChooseLanguage:
      return numbered("language.");
    case Action::kAddCertificate:
      return "add";
    case Action::kTravelTogether:
      return "together";
    case Action::kNextTraveller:
      return "next";
    case Action::kShowOverview:
      return "overview";
    case Action::kShowCertificate:
      return numbered("certificate.");
    case Action::kPrint:
      return "print";
    case Action::kConfirmPrint:
      return "print.confirm";
    case Action::kConfirmLarge:
      return "print.large";
    case Action::kCancelPrint:
      return "print.cancel";
    case Action::kRetryPrint:
      return "print.retry";
    case Action::kPaperCame:
      return "paper.came";
    case Action::kPaperMissing:
      return "paper.missing";
    case Action::kShowHelp:
      return "help";
    case Action::kBack:
      return "back";
    case Action::kFinish:
      return "finish";
    case Action::kMoreTime:
      return "time";
    case Action::kDeadPhone:
      return "dead-phone";
    case Action::kTypePassport:
      return "type";
    case Action::kNoPin:
      return "no-pin";
    case Action::kTryAgain:
      return "again";
    case Action::kKeep:
      return "keep";
    case Action::kConfirmKeep:
      return "keep.confirm";
    case Action::kKey:
      return std::string("key.") + session::kKeys[choice.index];
    case Action::kDeleteKey:
      return "key.delete";
    case Action::kEnter:
      return "enter";
    case Action::kStaffDo:
      return std::string("staff.") + staff::ToString(static_cast<staff::StaffAction>(choice.index));
    case Action::kStaffReason:
      return numbered("staff.reason.");
    case Action::kStaffOutcome:
      return numbered("staff.outcome.");
    case Action::kSignOut:
      return "staff.sign_out";
  }
  return "";
}

namespace {

constexpr float kButtonGap = 6.0F;
constexpr float kWidest = 150.0F;
constexpr float kWidestInFullRow = 185.0F;  // a row that nearly reaches the edge reaches it
constexpr float kLeastButton = 50.0F;
constexpr float kAboveButtons = 8.0F;

// The buttons that stand below the content; help, languages, certificates and keys have their own
// places.
std::vector<session::Choice> OwnActions(const session::State& state) {
  std::vector<session::Choice> own = session::Actions(state);
  std::erase_if(own, [](const session::Choice& choice) {
    return choice.action == Action::kChooseLanguage || choice.action == Action::kShowHelp ||
           choice.action == Action::kShowCertificate || choice.action == Action::kKey ||
           choice.action == Action::kDeleteKey || choice.action == Action::kStaffDo ||
           choice.action == Action::kStaffReason;
  });
  return own;
}

void DrawChoice(Sheet& sheet, const ui::Rect& box, const session::Choice& choice,
                ui::ButtonKind kind) {
  const ui::ButtonLook look{kind, IconOf(choice.action), false};
  const char* staffs = StaffLabelOf(choice);
  const char* label = staffs != nullptr ? staffs : LabelOf(choice.action);
  if (sheet.ui.Button(NameOf(choice), box, sheet.Say(label), look)) {
    sheet.chosen = choice;
  }
}

}  // namespace

void CutButtons(Sheet& sheet, text::Alignment alignment) {
  const std::vector<session::Choice> own = OwnActions(sheet.state());
  if (own.empty()) return;
  // Rows are filled evenly, and no wider than leaves room for words.
  const auto fitting =
      static_cast<std::size_t>((sheet.content.width + kButtonGap) / (kLeastButton + kButtonGap));
  // What a person decides by hand has long names.
  const bool narrow = sheet.ui.portrait() || sheet.state().screen == session::Screen::kStaffCheck;
  const std::size_t most = narrow ? 2 : std::clamp<std::size_t>(fitting, 2, 5);
  const std::size_t rows = (own.size() + most - 1) / most;
  const std::size_t columns = (own.size() + rows - 1) / rows;
  const float height = sheet.theme().target;
  ui::Rect all = ui::CutBottom(
      sheet.content, static_cast<float>(rows) * (height + kButtonGap) - kButtonGap, kAboveButtons);
  const auto count = static_cast<float>(columns);
  const float share = (all.width - kButtonGap * (count - 1)) / count;
  const float width = share <= kWidestInFullRow ? share : kWidest;
  if (alignment == text::Alignment::kCentre) {
    all = ui::Centred(all, {count * (width + kButtonGap) - kButtonGap, all.height});
  }
  auto next = own.begin();
  for (std::size_t row = 0; row < rows; ++row) {
    ui::Rect line = ui::CutTop(all, height, kButtonGap);
    for (std::size_t column = 0; column < columns && next != own.end(); ++column, ++next) {
      // No outcome of a person's own decision is more likely than another.
      const bool first = next == own.begin() && next->action != Action::kStaffOutcome;
      DrawChoice(sheet, ui::CutStart(line, width, kButtonGap), *next,
                 first ? ui::ButtonKind::kPrimary : ui::ButtonKind::kSecondary);
    }
  }
}

void DrawButton(Sheet& sheet, const ui::Rect& box, Action action, ui::ButtonKind kind) {
  const std::vector<session::Choice> offered = session::Actions(sheet.state());
  const auto found = std::ranges::find(offered, action, &session::Choice::action);
  if (found != offered.end()) DrawChoice(sheet, box, *found, kind);
}

}  // namespace clearway::screens
