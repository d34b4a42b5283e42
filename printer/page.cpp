#include "printer/page.h"

#include <algorithm>

#include "base/core/wipe.h"
#include "printer/lettering.h"
#include "printer/page_composer.h"
#include "printer/qr_code.h"
#include "printer/sheet.h"

namespace clearway::printer {

namespace {

constexpr std::size_t kMostSheets = 8;  // a certificate that needs more is no certificate

struct WipeValue {
  void operator()(std::string& text) const { clearway::Wipe(text); }
  void operator()(certificate::PartialDate& date) const { date = {}; }
  void operator()(Timestamp& time) const { time = {}; }
  void operator()(certificate::Country& country) const { clearway::Wipe(country.code); }
  void operator()(Message& message) const {
    for (std::string& argument : message.arguments) clearway::Wipe(argument);
  }
};

}  // namespace

void Wipe(PageContent& content) {
  clearway::Wipe(content.code);
  for (certificate::Section& section : content.presentation.sections) {
    for (certificate::Field& field : section.fields) std::visit(WipeValue{}, field.value);
  }
  content.presentation = {};
}

std::vector<text::Language> PageLanguages(const text::Language& traveller,
                                          certificate::Format format) {
  std::vector<text::Language> languages{traveller, text::Language::English()};
  if (format == certificate::Format::kTravelHealth) languages.push_back(text::Language::Chinese());
  const bool said = std::count(languages.begin(), languages.end(), traveller) > 1;
  if (said) languages.erase(std::find(languages.begin() + 1, languages.end(), traveller));
  return languages;
}

Result<std::vector<std::uint8_t>> RenderPage(const PageContent& content,
                                             const std::vector<const text::Catalogue*>& languages,
                                             const text::Typesetter& typesetter,
                                             const Paper& paper) {
  const auto code = EncodeQr(content.code, WidestCode());
  if (!code) return std::unexpected(code.error());
  const Lettering lettering(typesetter, languages);
  const std::vector<Sheet> sheets = ComposePage(content, lettering, paper, *code);
  if (sheets.size() > kMostSheets) {
    return Fail(Fault::kFull, "the certificate has more records than a print-out takes");
  }
  return DrawPdf(
      sheets, {text::PointsFromMillimetres(paper.width), text::PointsFromMillimetres(paper.height)},
      lettering.direction(), FormatTimestamp(content.printed_at));
}

}  // namespace clearway::printer
