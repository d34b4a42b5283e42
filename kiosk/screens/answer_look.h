#pragma once

#include "certificate/verdict.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/theme.h"

namespace clearway::screens {

// An answer by its colour, its shape and its words: none of them is needed to understand the
// others.
struct AnswerLook {
  ui::Pair colours;
  ui::Badge badge = ui::Badge::kDisc;
  ui::Icon icon = ui::Icon::kNone;
  const char* title = "";    // message ids
  const char* meaning = "";  // beside the verdict's reasons; may be empty
};

[[nodiscard]] AnswerLook LookOf(certificate::Answer answer, const ui::Theme& theme);

}  // namespace clearway::screens
