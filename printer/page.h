#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/core/clock.h"
#include "base/core/result.h"
#include "base/text/catalogue.h"
#include "base/text/typesetter.h"
#include "certificate/presentation.h"

namespace clearway::printer {

// What a page is printed on.
struct Paper {
  const char* media;  // PWG 5101.1 name
  double width;       // millimetres
  double height;
  double margin;
};
inline constexpr Paper kA4{"iso_a4_210x297mm", 210, 297, 16};

// Everything that stands on a certificate's page. It states facts: what the certificate says, and
// when and where it was printed. Whether it is valid is for whoever scans the code to find out.
struct PageContent {
  certificate::Presentation presentation;
  std::string code;         // the scanned text, repeated exactly as a QR code
  bool demo = false;        // made with demonstration keys: the page says so, large
  bool unverified = false;  // nobody checked the signature: the page says so
  std::string place;        // where it was printed, e.g. "Terminal 2, kiosk 5"; may be empty
  Timestamp printed_at{};
  std::string zone = "UTC";  // of every moment on the page; an IANA name
};
// Overwrites all of it.
void Wipe(PageContent& content);

// The languages of a traveller's page: theirs, then English; Chinese joins them on China's travel
// health certificates, which are issued in Chinese and English.
[[nodiscard]] std::vector<text::Language> PageLanguages(const text::Language& traveller,
                                                        certificate::Format format);

// The page as a vector PDF with embedded fonts and no personal data in its metadata; more sheets
// than one where the records need them. `languages` is not empty: the first gives the reading
// direction and stands large, the others beside it. kFull: the code's text is longer than one QR
// code holds; kInvalid: it is empty.
[[nodiscard]] Result<std::vector<std::uint8_t>> RenderPage(
    const PageContent& content, const std::vector<const text::Catalogue*>& languages,
    const text::Typesetter& typesetter, const Paper& paper = kA4);

}  // namespace clearway::printer
