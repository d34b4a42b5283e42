#include "kiosk/screens/certificate_card.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace clearway::screens {
namespace {

using certificate::Field;
using certificate::Section;
using ui::Rect;

constexpr float kColumnGap = 10.0F;  // millimetres
constexpr float kSectionGap = 5.0F;
constexpr float kRowGap = 1.4F;
constexpr float kNarrowestColumn = 118.0F;
constexpr float kLabelShare = 0.42F;  // of a column

text::CalendarDate ForReading(const certificate::PartialDate& date) {
  return {date.year, date.month, date.day};
}

// Draws sections at a scale of the type, or only measures them.
class FieldTable {
 public:
  FieldTable(Sheet& sheet, std::vector<Section> sections)
      : sheet_(sheet), sections_(std::move(sections)) {}

  // The type as large as lets everything fit into the box.
  void Draw(const Rect& box) {
    const auto columns = std::max(1, static_cast<int>(box.width / kNarrowestColumn));
    scale_ = 1;
    while (scale_ > 0.62F && !Flow(box, columns, false)) scale_ *= 0.95F;
    Flow(box, columns, true);
  }

 private:
  bool Flow(const Rect& box, int columns, bool draw) {
    const float width =
        (box.width - kColumnGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    Rect column{box.x, box.y, width, box.height};
    int used = 1;
    for (const Section& section : sections_) {
      const float height = SectionHeight(section, width);
      if (height > column.height && used < columns) {
        column = {box.x + static_cast<float>(used) * (width + kColumnGap), box.y, width,
                  box.height};
        ++used;
      }
      if (height > column.height) {
        if (!draw) return false;
        break;  // at the smallest type: what does not fit is left out, never cut through
      }
      const Rect place = ui::CutTop(column, height, kSectionGap * scale_);
      if (draw) DrawSection(section, place);
    }
    return true;
  }

  float SectionHeight(const Section& section, float width) {
    float height = sheet_.canvas().Measure(width, Title(), Words(section.title)).height;
    for (const Field& field : section.fields) height += RowHeight(field, width) + kRowGap * scale_;
    return height;
  }

  float RowHeight(const Field& field, float width) {
    const float label =
        sheet_.canvas().Measure(width * kLabelShare, Label(), Words(field.label)).height;
    const float value =
        sheet_.canvas().Measure(width * (1 - kLabelShare) - 2, Value(), ValueOf(field)).height;
    return std::max(label, value);
  }

  void DrawSection(const Section& section, Rect box) {
    const float title = sheet_.canvas().Text(box, Title(), Words(section.title));
    (void)ui::CutTop(box, title, kRowGap * scale_);
    for (const Field& field : section.fields) {
      Rect row = ui::CutTop(box, RowHeight(field, box.width), kRowGap * scale_);
      const Rect label = ui::CutStart(row, row.width * kLabelShare, 2);
      sheet_.canvas().Text(label, Label(), Words(field.label));
      sheet_.canvas().Text(row, Value(), ValueOf(field));
    }
  }

  [[nodiscard]] std::string Words(const std::string& id) const { return sheet_.ui.words().Say(id); }
  [[nodiscard]] std::string ValueOf(const Field& field) const {
    const std::string words = WordsFor(field.value, sheet_.ui.words());
    if (field.is_signed) return words;
    return sheet_.ui.words().Say({Translatable("{1} (not signed)"), {words}});
  }
  [[nodiscard]] ui::TextStyle Title() const {
    return sheet_.ui.Bold(sheet_.theme().small * scale_, sheet_.theme().card.ink);
  }
  [[nodiscard]] ui::TextStyle Label() const {
    return sheet_.ui.Style(sheet_.theme().small * scale_, sheet_.theme().soft_ink);
  }
  [[nodiscard]] ui::TextStyle Value() const {
    return sheet_.ui.Style(sheet_.theme().small * scale_, sheet_.theme().card.ink);
  }

  Sheet& sheet_;
  std::vector<Section> sections_;
  float scale_ = 1;
};

// What of a certificate stands on the screen: who, which document, what was done when with what
// result, who says so and how long it holds. The paper has every field.
constexpr std::array<std::string_view, 15> kSummary = {
    "holder.birth_date",  "holder.nationality",     "document.kind",         "document.number",
    "record.disease",     "vaccination.product",    "vaccination.dose",      "vaccination.date",
    "test.result",        "test.sampled_at",        "recovery.valid_from",   "recovery.valid_until",
    "certificate.issuer", "certificate.not_before", "certificate.expires_at"};

void Summarise(std::vector<Section>& sections) {
  for (Section& section : sections) {
    std::erase_if(section.fields, [](const Field& field) {
      return std::ranges::find(kSummary, std::string_view(field.id)) == kSummary.end();
    });
  }
  std::erase_if(sections, [](const Section& section) { return section.fields.empty(); });
}

void DrawNothingProven(Sheet& sheet, const Rect& room) {
  sheet.ui.SayFitting(
      room, sheet.ui.Style(sheet.theme().body, sheet.theme().soft_ink, text::Alignment::kCentre),
      {Translatable(
           "What this code says is not shown, because its signature could not be confirmed."),
       {}});
}

}  // namespace

std::string NameOf(const certificate::Holder& holder, const text::Catalogue& words) {
  const certificate::Name& name = holder.name;
  std::string latin = name.given;
  if (!latin.empty() && !name.surname.empty()) latin += ' ';
  latin += name.surname;
  if (latin.empty()) latin = name.full;
  if (latin.empty()) {
    latin = name.given_icao + (name.given_icao.empty() ? "" : " ") + name.surname_icao;
    std::ranges::replace(latin, '<', ' ');
  }
  if (name.chinese.empty()) return latin;
  if (latin.empty()) return name.chinese;
  const bool chinese_first = words.language().tag().starts_with("zh");
  return chinese_first ? name.chinese + "  " + latin : latin + "  " + name.chinese;
}

std::string WordsFor(const certificate::Value& value, const text::Catalogue& words) {
  struct InWords {
    const text::Catalogue& words;
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const certificate::PartialDate& date) const {
      return words.Date(ForReading(date));
    }
    std::string operator()(Timestamp time) const { return words.DateTime(time); }
    std::string operator()(const certificate::Country& country) const {
      return words.CountryName(country.code);
    }
    std::string operator()(const Message& message) const { return words.Say(message); }
  };
  return std::visit(InWords{words}, value);
}

void DrawCertificate(Sheet& sheet, const Rect& box, const session::HeldCertificate& held) {
  Rect room = sheet.ui.Card(box);
  const auto& certificate = held.reading.certificate;
  if (!certificate || !held.reading.signed_by) return DrawNothingProven(sheet, room);
  const ui::Theme& theme = sheet.theme();
  certificate::Presentation presentation = certificate::Present(*certificate);
  sheet.ui.SayFitting(ui::CutTop(room, theme.small * 1.5F, 1),
                      sheet.ui.Style(theme.small, theme.soft_ink), {presentation.title, {}});
  const std::string name = NameOf(certificate->holder, sheet.ui.words());
  if (!name.empty()) {
    sheet.canvas().TextFitting(ui::CutTop(room, theme.lead * 1.7F, 4),
                               sheet.ui.Bold(theme.lead * 1.15F, theme.card.ink), name);
  }
  Summarise(presentation.sections);
  FieldTable(sheet, std::move(presentation.sections)).Draw(room);
}

}  // namespace clearway::screens
