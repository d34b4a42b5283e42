#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/text/catalogue.h"
#include "base/text/typesetter.h"
#include "certificate/presentation.h"
#include "printer/paper.h"

namespace clearway::printer {

// A kiosk's own statement that it accepted the certificate (docs/formats/receipt.md), below it.
struct ReceiptContent {
  std::string code;
  std::string kiosk;
  std::string destination;  // ISO 3166-1 alpha-2
  Timestamp checked_at;
  Timestamp expires_at;
};

// Everything that stands on a certificate's page. It states facts: what the certificate says, and
// when and where it was printed. Whether it is valid is for whoever scans the code to find out.
struct PageContent {
  certificate::Presentation presentation;
  std::string code;         // the scanned text, repeated exactly as a QR code
  bool demo = false;        // made with demonstration keys: the page says so, large
  bool unverified = false;  // nobody checked the signature: the page says so
  std::string place;        // where it was printed, e.g. "Terminal 2, kiosk 5"; may be empty
  Timestamp printed_at;
  std::string zone = "UTC";  // of every moment on the page; an IANA name
  int copy = 1;              // the how many-th print-out of it; the second and further say so
  std::optional<ReceiptContent> receipt = std::nullopt;
};
// Overwrites all of it.
void Wipe(PageContent& content);

// The languages of a traveller's page: theirs, then English; Chinese joins them on China's travel
// health certificates, which are issued in Chinese and English.
[[nodiscard]] std::vector<text::Language> PageLanguages(const text::Language& traveller,
                                                        certificate::Format format);

struct PageStyle {
  Paper paper = kA4;
  bool large = false;  // letters half as large again
};

struct Pages {
  std::vector<std::uint8_t> pdf;
  std::string media;  // PWG 5101.1 name of the paper; of a roll with the longest sheet's length
};

// Certificates as one vector PDF with embedded fonts and no personal data in its metadata: each
// begins its own sheet, and takes more of them where its records need it; a roll has one sheet for
// each. `languages` and `certificates` are not empty: the first language gives the reading
// direction and stands large, the others beside it. kFull: a code's text is longer than one QR code
// holds; kInvalid: it is empty.
[[nodiscard]] Result<Pages> RenderPages(std::span<const PageContent> certificates,
                                        const std::vector<const text::Catalogue*>& languages,
                                        const text::Typesetter& typesetter,
                                        const PageStyle& style = {});

}  // namespace clearway::printer
