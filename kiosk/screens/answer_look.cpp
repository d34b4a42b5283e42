#include "kiosk/screens/answer_look.h"

#include "base/core/message.h"

namespace clearway::screens {

AnswerLook LookOf(certificate::Answer answer, const ui::Theme& theme) {
  switch (answer) {
    case certificate::Answer::kAccepted:
      return {theme.accepted, ui::Badge::kDisc, ui::Icon::kTick, Translatable("Accepted"),
              Translatable("Your certificate is genuine and valid. Have a good journey.")};
    case certificate::Answer::kIncomplete:
      return {theme.incomplete, ui::Badge::kSquare, ui::Icon::kPlus,
              Translatable("Something is missing"),
              Translatable("Your certificate is genuine, but another proof is needed.")};
    case certificate::Answer::kRefused:
      return {theme.refused, ui::Badge::kOctagon, ui::Icon::kCross, Translatable("Not accepted"),
              ""};
    case certificate::Answer::kUndetermined:
      return {theme.undetermined, ui::Badge::kDiamond, ui::Icon::kQuestion,
              Translatable("Could not be checked"),
              Translatable("This says nothing against your certificate.")};
  }
  return {};
}

}  // namespace clearway::screens
