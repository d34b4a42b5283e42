#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/core/message.h"
#include "kiosk/screens/scene.h"

namespace clearway::screens {

// The page that every screen is drawn on. Screens draw into `content`.
struct Sheet {
  ui::Ui& ui;
  const Scene& scene;
  ui::Rect banner{};  // of a demonstration
  ui::Rect header{};
  ui::Rect content{};
  ui::Rect footer{};
  std::optional<session::Choice> chosen;

  [[nodiscard]] const session::State& state() const { return scene.state; }
  [[nodiscard]] const ui::Theme& theme() const { return ui.theme(); }
  [[nodiscard]] ui::Canvas& canvas() const { return ui.canvas(); }
  [[nodiscard]] std::string Say(const char* id) const { return ui.words().Say(std::string(id)); }
};

void LayOut(Sheet& sheet);
// Header (name, place, help, languages), demonstration banner and footer.
void DrawChrome(Sheet& sheet);

// The screen's own buttons, cut off the bottom of the content: one row in landscape, two columns in
// portrait, the most likely first.
void CutButtons(Sheet& sheet, text::Alignment alignment = text::Alignment::kStart);
// One of them, where a screen wants it elsewhere. Nothing is drawn for an action that the session
// does not offer.
void DrawButton(Sheet& sheet, const ui::Rect& box, session::Action action, ui::ButtonKind kind);

// A large picture of what the screen is about over a headline and a sentence: the plain screens.
struct Announcement {
  ui::Icon icon = ui::Icon::kNone;
  ui::Badge badge = ui::Badge::kDisc;
  ui::Pair colours;
  Message title;
  Message text;
  float room_below = 0;  // millimetres that stay free under the text
};
// Returns the free room below the text, where one was asked for.
ui::Rect DrawAnnouncement(Sheet& sheet, const Announcement& what);

// Lines for technicians, as many as the box holds, and how many more there are.
void DrawLines(Sheet& sheet, ui::Rect box, const std::vector<std::string>& lines);
// What the camera sees beside what should be shown to it.
struct Lookout {
  Message title;
  Message text;
  std::optional<Message> note;  // of what was shown last
};
void DrawLookout(Sheet& sheet, const Lookout& lookout);
// In the middle of the room, a bar with a part that travels along it: how long a device takes,
// nobody knows.
void DrawTravellingBar(Sheet& sheet, const ui::Rect& room);

// The place of `part`, which was laid out in `in` from the left, in every language alike: digits
// and keypads are never mirrored.
[[nodiscard]] ui::Rect LeftToRight(const Sheet& sheet, const ui::Rect& in, const ui::Rect& part);
// What is typed, key by key, a secret as dots; and the keys for it, at the top of the box.
void DrawTyped(Sheet& sheet, const ui::Rect& box);
void DrawKeypad(Sheet& sheet, const ui::Rect& box);
// Where in a passport's two lines what is asked for stands.
void DrawZoneExample(Sheet& sheet, const ui::Rect& box);

[[nodiscard]] const char* LabelOf(session::Action action);
[[nodiscard]] ui::Icon IconOf(session::Action action);
// Stable name of a choice's button: "print", "language.2".
[[nodiscard]] std::string NameOf(const session::Choice& choice);

// One function a screen, each in its own file.
void DrawAttract(Sheet& sheet);
void DrawScanning(Sheet& sheet);
void DrawVerdict(Sheet& sheet);
void DrawAnotherTraveller(Sheet& sheet);
void DrawOverview(Sheet& sheet);
void DrawPrintConfirm(Sheet& sheet);
void DrawPrinting(Sheet& sheet);
void DrawPrintDone(Sheet& sheet);
void DrawPrintFailed(Sheet& sheet);
void DrawPassport(Sheet& sheet);
void DrawFetching(Sheet& sheet);
void DrawNotFetched(Sheet& sheet);
void DrawKeepConfirm(Sheet& sheet);
void DrawKeeping(Sheet& sheet);
void DrawKept(Sheet& sheet);
void DrawNotKept(Sheet& sheet);
void DrawTyping(Sheet& sheet);
void DrawHelp(Sheet& sheet);
void DrawGoodbye(Sheet& sheet);
void DrawReceipt(Sheet& sheet);
void DrawOutOfService(Sheet& sheet);
void DrawTechnician(Sheet& sheet);
void DrawStaffWaiting(Sheet& sheet);
void DrawStaffNotice(Sheet& sheet);
void DrawStaffMenu(Sheet& sheet);
void DrawStaffReason(Sheet& sheet);
void DrawStaffNewBadge(Sheet& sheet);
void DrawStaffDiagnosis(Sheet& sheet);
void DrawMoreTime(Sheet& sheet);  // over whatever screen is behind it

}  // namespace clearway::screens
