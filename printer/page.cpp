#include "printer/page.h"

#include <algorithm>

#include "base/core/wipe.h"
#include "printer/lettering.h"
#include "printer/page_composer.h"
#include "printer/qr_code.h"
#include "printer/sheet.h"

namespace clearway::printer {

namespace {

constexpr std::size_t kMostSheets = 12;  // a certificate that needs more is no certificate
constexpr double kLargePrint = 1.5;

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

Result<Pages> RenderPages(std::span<const PageContent> certificates,
                          const std::vector<const text::Catalogue*>& languages,
                          const text::Typesetter& typesetter, const PageStyle& style) {
  const Lettering lettering(typesetter, languages, style.large ? kLargePrint : 1);
  std::vector<QrCode> codes;  // the sheets draw from them
  codes.reserve(2 * certificates.size());
  std::vector<Sheet> sheets;
  for (const PageContent& content : certificates) {
    auto code = EncodeQr(content.code, WidestCode(style.paper));
    if (!code) return std::unexpected(code.error());
    codes.push_back(std::move(*code));
    const QrCode& certificate = codes.back();
    const QrCode* receipt = nullptr;
    if (content.receipt) {
      auto second = EncodeQr(content.receipt->code, WidestCode(style.paper));
      if (!second) return std::unexpected(second.error());
      codes.push_back(std::move(*second));
      receipt = &codes.back();
    }
    for (Sheet& sheet : ComposePage(content, lettering, style.paper, certificate, receipt)) {
      sheets.push_back(std::move(sheet));
    }
  }
  if (sheets.size() > kMostSheets * certificates.size()) {
    return Fail(Fault::kFull, "the certificate has more records than a print-out takes");
  }
  const auto longest =
      std::ranges::max_element(sheets, {}, [](const Sheet& sheet) { return sheet.size.height; });
  const double length = text::MillimetresFromPoints(longest->size.height);
  auto pdf = DrawPdf(sheets, lettering.direction(), FormatTimestamp(certificates[0].printed_at));
  if (!pdf) return std::unexpected(pdf.error());
  return Pages{.pdf = std::move(*pdf), .media = MediaName(style.paper, length)};
}

}  // namespace clearway::printer
