#include <algorithm>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using session::EntryFor;
using session::EntryProblem;
using ui::Rect;

constexpr float kCellHeight = 19.0F;   // millimetres
constexpr float kRoomForBoth = 60.0F;  // in less, what is wrong takes the question's place
constexpr float kTallQuestion = 78.0F;
constexpr float kTallerQuestion = 122.0F;  // with what follows
constexpr float kExampleHeight = 26.0F;    // of the passport's two lines

struct EntryWords {
  const char* title;
  const char* text;
};

EntryWords WordsFor(EntryFor what) {
  switch (what) {
    case EntryFor::kDocumentNumber:
      return {Translatable("Type the number of your passport"),
              Translatable("As it stands in the lines at the bottom of the page with your picture, "
                           "together with the digit that follows it.")};
    case EntryFor::kBirthDate:
      return {Translatable("Type your date of birth"),
              Translatable("The seven digits as they stand in the lines at the bottom of the page "
                           "with your picture: year, month, day and one more digit.")};
    case EntryFor::kExpiry:
      return {Translatable("Type the date when your passport expires"),
              Translatable("The seven digits as they stand in the lines at the bottom of the page "
                           "with your picture: year, month, day and one more digit.")};
    case EntryFor::kPin:
      return {Translatable("Type your PIN"),
              Translatable("The 6 to 12 digits that you chose when the copy was kept.")};
    case EntryFor::kNewPin:
      return {Translatable("Choose a PIN"),
              Translatable("6 to 12 digits that nobody guesses and you remember. The copy opens "
                           "with your passport and this PIN only.")};
    case EntryFor::kNewPinAgain:
      return {Translatable("Type the same PIN again"),
              Translatable("So that no slip of the finger locks your copy.")};
    case EntryFor::kStaffPin:
      return {Translatable("Type your PIN"),
              Translatable("Staff: the 6 to 12 digits that belong to your badge at this kiosk.")};
    case EntryFor::kNewStaffPin:
      return {Translatable("Choose a PIN for this badge"),
              Translatable("Its owner types 6 to 12 digits that nobody guesses.")};
    case EntryFor::kNewStaffPinAgain:
      return {Translatable("Type the same PIN again"),
              Translatable("So that no slip of the finger shuts the badge's owner out.")};
    case EntryFor::kNothing:
      break;
  }
  return {"", ""};
}

const char* TooShort(EntryFor what) {
  const session::EntryRule rule = session::RuleOf(what);
  if (rule.secret) return Translatable("A PIN has 6 to 12 digits.");
  return rule.letters ? Translatable("Something is missing: the number and its last digit.")
                      : Translatable("Something is missing: seven digits are needed.");
}

const char* NotFitting(EntryFor what) {
  switch (what) {
    case EntryFor::kBirthDate:
      return Translatable(
          "The date of birth does not fit its last digit. Please compare and correct it.");
    case EntryFor::kExpiry:
      return Translatable(
          "The date of expiry does not fit its last digit. Please compare and correct it.");
    default:
      return Translatable("The number does not fit its last digit. Please compare and correct it.");
  }
}

const char* SentenceFor(const session::Entry& entry) {
  switch (entry.problem) {
    case EntryProblem::kTooShort:
      return TooShort(entry.what);
    case EntryProblem::kCheckDigit:
      return NotFitting(entry.what);
    case EntryProblem::kPinTooSimple:
      // A badge's owner shows no passport that the PIN could be compared with.
      return session::IsOfStaff(entry.what)
                 ? Translatable(
                       "This PIN is easy to guess. Please take no row of digits and no date of "
                       "birth.")
                 : Translatable(
                       "This PIN is easy to guess. Please take no row of digits, and nothing that "
                       "stands in the passport: no date and no number.");
    case EntryProblem::kPinsDiffer:
      return Translatable("The two PINs were not the same. Please choose one again.");
    case EntryProblem::kStaffPinWrong:
      return Translatable(
          "This PIN is wrong. Five wrong PINs lock the staff sign-in of this kiosk.");
    case EntryProblem::kNone:
      break;
  }
  return "";
}

void DrawProblem(Sheet& sheet, const Rect& box, const std::string& sentence) {
  const ui::Theme& theme = sheet.theme();
  const ui::TextStyle style = sheet.ui.Style(theme.body, theme.incomplete.ink);
  const ui::TextStyle note = sheet.canvas().Fitting(box.Inset(14, 3), style, sentence);
  const float height = sheet.canvas().Measure(box.width - 28, note, sentence).height;
  Rect card{box.x, box.y, box.width, std::min(box.height, std::max(18.0F, height + 8))};
  sheet.canvas().Fill(card, theme.incomplete.surface, theme.radius);
  card = card.Inset(5, 2);
  ui::DrawIcon(sheet.canvas(), ui::Icon::kExclamation, ui::CutStart(card, 12, 5), note.ink);
  sheet.canvas().TextFitting(card, note, sentence);
}

// Where the vault has nothing, and where there is no PIN, the issuer's service is asked.
std::string WhatFollows(const Sheet& sheet) {
  const bool leads_to_issuer =
      sheet.state().entry.what == EntryFor::kPin && sheet.state().settings.asks_issuer;
  if (!leads_to_issuer) return {};
  return "\n\n" + sheet.Say(Translatable("If no copy opens, or if you have no PIN, your passport "
                                         "number and your date of birth are sent to the issuer's "
                                         "service."));
}

// What is asked for, and how, or what was wrong with what was typed.
void DrawQuestion(Sheet& sheet, Rect box) {
  const ui::Theme& theme = sheet.theme();
  const session::Entry& entry = sheet.state().entry;
  const EntryWords words = WordsFor(entry.what);
  const bool is_wrong = entry.problem != EntryProblem::kNone;
  if (is_wrong && box.height < kRoomForBoth) {
    return DrawProblem(sheet, box, sheet.Say(SentenceFor(entry)));
  }
  const std::string question = sheet.Say(words.title);
  const Rect most{box.x, box.y, box.width, box.height * 0.45F};
  const ui::TextStyle title =
      sheet.canvas().Fitting(most, sheet.ui.Bold(theme.title, theme.page.ink), question);
  (void)ui::CutTop(box, sheet.canvas().Text(box, title, question), theme.gap);
  if (is_wrong) {
    return DrawProblem(sheet, box, sheet.Say(SentenceFor(entry)));
  }
  const std::string how = sheet.Say(words.text) + WhatFollows(sheet);
  const ui::TextStyle text = sheet.ui.Style(theme.body, theme.soft_ink);
  sheet.canvas().Text(box, sheet.canvas().Fitting(box, text, how), how);
}

bool StandsInZone(const session::Entry& entry) {
  return entry.what != EntryFor::kNothing && !entry.rule().secret;
}

float AnswerHeight(const Sheet& sheet) {
  return kCellHeight + (StandsInZone(sheet.state().entry) ? kExampleHeight + sheet.theme().gap : 0);
}

// Where it stands, and what of it is typed.
void DrawAnswer(Sheet& sheet, Rect box) {
  if (StandsInZone(sheet.state().entry)) {
    DrawZoneExample(sheet, ui::CutTop(box, kExampleHeight, sheet.theme().gap));
  }
  DrawTyped(sheet, ui::CutTop(box, kCellHeight));
}

}  // namespace

// A few keys fit beside the question, many go below it; then there is no room above them for more
// than one thing under another.
void DrawTyping(Sheet& sheet) {
  CutButtons(sheet);
  Rect room = sheet.content;
  const bool is_wide = !sheet.ui.portrait();
  const bool has_letters = sheet.state().entry.rule().letters;
  if (is_wide && !has_letters) {
    DrawKeypad(sheet, ui::CutEnd(room, std::min(164.0F, room.width * 0.38F), 18));
  } else {
    DrawKeypad(sheet, ui::CutBottom(room, std::min(116.0F, room.height * 0.55F), 10));
  }
  if (is_wide && has_letters) {
    DrawQuestion(sheet, ui::CutStart(room, room.width * 0.44F, 16));
    return DrawAnswer(sheet, ui::Centred(room, {room.width, AnswerHeight(sheet)}));
  }
  const float words = room.height - AnswerHeight(sheet) - sheet.theme().gap * 2;
  const float tallest = WhatFollows(sheet).empty() ? kTallQuestion : kTallerQuestion;
  DrawQuestion(sheet, ui::CutTop(room, std::min(tallest, words), sheet.theme().gap * 2));
  DrawAnswer(sheet, room);
}

}  // namespace clearway::screens
