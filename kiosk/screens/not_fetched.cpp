#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

struct NotFetchedWords {
  const char* title;
  const char* text;
};

// A copy that is not there, one that has expired and another PIN have the same words.
NotFetchedWords WordsFor(session::DeskFault fault, bool keeps_copies) {
  switch (fault) {
    case session::DeskFault::kNothing:
      return {
          Translatable("No certificate was found"),
          keeps_copies
              ? Translatable("No copy opens with this passport and this PIN. A copy is kept for "
                             "some hours only. Try again, or ask our staff.")
              : Translatable("The issuer has no certificate for this passport. Show it on your "
                             "phone or on paper, or ask our staff.")};
    case session::DeskFault::kTooOften:
      return {Translatable("Too many attempts"),
              Translatable("For your safety no more attempts are possible for now. Please ask our "
                           "staff.")};
    case session::DeskFault::kClock:
      return {
          Translatable("The copy cannot be opened now"),
          Translatable("The time is not certain, so nobody can say what has expired. Please ask "
                       "our staff.")};
    case session::DeskFault::kNoAnswer:
      return {Translatable("No answer came"),
              Translatable("Where certificates are kept, nobody answers. Try again in a moment, or "
                           "ask our staff.")};
    case session::DeskFault::kNotTrusted:
      return {Translatable("The connection is not safe"),
              Translatable("It is not certain who would answer, so nothing was fetched. Please ask "
                           "our staff.")};
    case session::DeskFault::kNonsense:
      return {Translatable("The answer cannot be used"),
              Translatable("What came back is no certificate. Please ask our staff.")};
    default:
      return {Translatable("This does not work at the moment"),
              Translatable("Certificates cannot be looked for now. Try again in a moment, or ask "
                           "our staff.")};
  }
}

}  // namespace

void DrawNotFetched(Sheet& sheet) {
  const NotFetchedWords words =
      WordsFor(sheet.state().desk.fault, sheet.state().settings.keeps_copies);
  DrawAnnouncement(sheet, {ui::Icon::kExclamation,
                           ui::Badge::kDiamond,
                           sheet.theme().undetermined,
                           {words.title, {}},
                           {words.text, {}}});
}

}  // namespace clearway::screens
