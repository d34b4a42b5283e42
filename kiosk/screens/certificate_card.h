#pragma once

#include <string>

#include "certificate/certificate.h"
#include "certificate/presentation.h"
#include "kiosk/screens/sheet.h"

namespace clearway::screens {

// A name as a person reads it: Chinese first where the page is Chinese. Empty when there is none.
[[nodiscard]] std::string NameOf(const certificate::Name& name, const text::Catalogue& words);

// A field's value in the reader's language.
[[nodiscard]] std::string WordsFor(const certificate::Value& value, const text::Catalogue& words);

// A white card with the holder's name and a summary of the certificate, in as many columns as have
// room, the type made smaller until all of it fits. Content whose signature does not hold is
// not shown: it would look like a fact.
void DrawCertificate(Sheet& sheet, const ui::Rect& box, const session::HeldCertificate& held);

}  // namespace clearway::screens
