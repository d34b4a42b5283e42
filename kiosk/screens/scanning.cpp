#include <optional>
#include <string>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

const char* WordsFor(camera::Guidance guidance) {
  switch (guidance) {
    case camera::Guidance::kNone:
      return Translatable("Hold the square code in front of the camera, about a hand away.");
    case camera::Guidance::kTooDark:
      return Translatable("It is too dark: turn up the brightness of your phone.");
    case camera::Guidance::kTooBright:
      return Translatable("It is too bright: tilt the phone or paper a little.");
    case camera::Guidance::kHoldStill:
      return Translatable("Hold still, please.");
    case camera::Guidance::kCloser:
      return Translatable("Come a little closer.");
    case camera::Guidance::kFurther:
      return Translatable("Move a little away, so that the whole code is in the picture.");
    case camera::Guidance::kStraighten:
      return Translatable("Hold the code straight, facing the camera.");
    case camera::Guidance::kGlare:
      return Translatable("A light is reflected on the code: tilt it a little.");
  }
  return "";
}

std::optional<Message> WordsFor(const session::State& state) {
  switch (state.hint) {
    case session::Hint::kNone:
      return std::nullopt;
    case session::Hint::kNotACertificate:
      return Message{
          Translatable(
              "This code is not a health certificate. Show the one from your health authority."),
          {}};
    case session::Hint::kAlreadyChecked:
      return Message{Translatable("This certificate has been checked already."), {}};
    case session::Hint::kPartyFull:
      return Message{
          Translatable("No more certificates can be checked at once. Finish first, please."), {}};
    case session::Hint::kPassportRead:
      return Message{Translatable("Your passport has been read."), {}};
    case session::Hint::kPartRead:
      return Message{
          Translatable("Part {1} of {2} has been read. Show the next code of this certificate."),
          {std::to_string(state.parts_held), std::to_string(state.parts_count)}};
  }
  return std::nullopt;
}

}  // namespace

void DrawScanning(Sheet& sheet) {
  DrawLookout(sheet, {{Translatable("Show your certificate"), {}},
                      {WordsFor(sheet.state().guidance), {}},
                      WordsFor(sheet.state())});
}

}  // namespace clearway::screens
