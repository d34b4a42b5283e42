#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/screens/sheet.h"

namespace clearway::screens {
namespace {

using ui::Rect;

// The specimen of ICAO Doc 9303-4, appendix B.
constexpr std::array<std::string_view, 2> kLines{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                                 "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
constexpr float kWidestColumn = 6.2F;  // millimetres
constexpr float kLineHeight = 1.55F;   // of a column's width

struct Span {
  std::size_t from = 0;
  std::size_t count = 0;
};

Span SpanOf(session::EntryFor what) {
  switch (what) {
    case session::EntryFor::kDocumentNumber:
      return {0, 10};
    case session::EntryFor::kBirthDate:
      return {13, 7};
    case session::EntryFor::kExpiry:
      return {21, 7};
    default:
      return {};
  }
}

}  // namespace

void DrawZoneExample(Sheet& sheet, const Rect& box) {
  const ui::Theme& theme = sheet.theme();
  const Span span = SpanOf(sheet.state().entry.what);
  sheet.canvas().Fill(box, theme.secondary.surface, theme.radius);
  const auto columns = static_cast<float>(kLines[0].size());
  const float step =
      std::min({kWidestColumn, (box.width - 8) / columns, (box.height - 4) / (2 * kLineHeight)});
  const Rect lines = ui::Centred(box, {step * columns, step * kLineHeight * 2});
  for (std::size_t line = 0; line < kLines.size(); ++line) {
    const float y = lines.y + static_cast<float>(line) * step * kLineHeight;
    const auto place = [&](std::size_t column, std::size_t count) {
      return LeftToRight(sheet, lines,
                         {lines.x + static_cast<float>(column) * step, y,
                          static_cast<float>(count) * step, step * kLineHeight});
    };
    if (line == 1) {
      sheet.canvas().Fill(place(span.from, span.count), theme.primary.surface, step * 0.3F);
    }
    for (std::size_t column = 0; column < kLines[line].size(); ++column) {
      const bool is_asked = line == 1 && column - span.from < span.count;
      const ui::Colour ink = is_asked ? theme.primary.ink : theme.secondary.ink;
      const std::string_view character = kLines[line].substr(column, 1);
      sheet.canvas().Text(place(column, 1),
                          sheet.ui.Style(step * 1.15F, ink, text::Alignment::kCentre),
                          character == "<" ? "\u200E<\u200E" : std::string(character));
    }
  }
}

}  // namespace clearway::screens
