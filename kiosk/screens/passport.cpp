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

}  // namespace

void DrawPassport(Sheet& sheet) {
  DrawLookout(sheet, {{Translatable("Show your passport"), {}},
                      {Translatable("Open the page with your picture. Hold the two lines at its "
                                    "bottom in front of the camera."),
                       {}},
                      WordsFor(sheet.state().desk.problem)});
}

}  // namespace clearway::screens
