#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

std::optional<Message> WordsFor(session::PassportProblem problem) {
  switch (problem) {
    case session::PassportProblem::kNone:
      return std::nullopt;
    case session::PassportProblem::kUnusable:
      return Message{
          Translatable("This document cannot be used here. Please show a passport, or type."), {}};
    case session::PassportProblem::kSomebodyElses:
      return Message{Translatable("This passport is not of the person whom the certificate names. "
                                  "Please show theirs."),
                     {}};
  }
  return std::nullopt;
}

// Where no PIN is asked for, the issuer's service is asked as soon as the passport is read.
bool LeadsToIssuer(const session::State& state) {
  return state.desk.errand == session::Errand::kFetch && state.settings.asks_issuer &&
         !state.settings.keeps_copies;
}

}  // namespace

void DrawPassport(Sheet& sheet) {
  std::string how = sheet.Say(Translatable(
      "Open the page with your picture. Hold the two lines at its bottom in front of the camera."));
  if (LeadsToIssuer(sheet.state())) {
    how += "\n\n" + sheet.Say(Translatable("Your passport number and your date of birth are then "
                                           "sent to the issuer's service."));
  }
  DrawLookout(
      sheet,
      {{Translatable("Show your passport"), {}}, {how, {}}, WordsFor(sheet.state().desk.problem)});
}

}  // namespace clearway::screens
