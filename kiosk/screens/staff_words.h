#pragma once

#include "kiosk/session/session.h"
#include "kiosk/ui/icons.h"

// What staff choose, in words: message ids.
namespace clearway::screens {

// Null: the choice is none of those whose index says what it is.
[[nodiscard]] const char* StaffLabelOf(const session::Choice& choice);
[[nodiscard]] ui::Icon StaffIconOf(const session::Choice& choice);
[[nodiscard]] const char* RoleWords(staff::Role role);

}  // namespace clearway::screens
