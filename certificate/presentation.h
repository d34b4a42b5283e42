#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/core/clock.h"
#include "certificate/certificate.h"
#include "certificate/disclosure.h"
#include "certificate/verdict.h"

namespace clearway::certificate {

// The country or territory ISO 3166-1 code as the certificate has it; people see its name in their
// language.
struct Country {
  std::string code;
};

// What stands behind a label. Text is shown as it is; the other kinds are put into the reader's
// language.
using Value = std::variant<std::string, PartialDate, Timestamp, Country, Message>;

// One labelled line. Labels and Message values are English message ids for the catalogues.
struct Field {
  std::string id;     // stable name for programs, e.g. "holder.birth_date"
  std::string label;  // "Date of birth"
  Value value;
  bool is_signed =
      true;  // false: the signature does not cover it, so it is never shown as verified
};

// A titled group of fields: the holder, the document, each record, the issuer and validity.
struct Section {
  std::string title;
  std::vector<Field> fields;
};

// What screen, page, speech and `clearway inspect` all show of one certificate, in this order.
struct Presentation {
  std::string title;  // "EU Digital COVID Certificate", "International Travel Health Certificate"
  std::vector<Section> sections;
};

// What of the certificate the disclosure shows. A section without a field to be shown is left out
// with its title, which would tell what it was about.
[[nodiscard]] Presentation Present(const Certificate& certificate, const Disclosure& disclosure);
// Everything, for travellers' own eyes.
[[nodiscard]] Presentation Present(const Certificate& certificate);
// The parts of the holder's name that the disclosure shows.
[[nodiscard]] Name ShownName(const Name& name, const Disclosure& disclosure);

}  // namespace clearway::certificate
