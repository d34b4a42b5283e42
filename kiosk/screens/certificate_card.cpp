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

constexpr float kRowGap = 2.6F;       // millimetres
constexpr float kLabelShare = 0.36F;  // of the card's width
constexpr float kSmallest = 0.6F;     // of the type's size

text::CalendarDate ForReading(const certificate::PartialDate& date) {
  return {date.year, date.month, date.day};
}

// What of a certificate stands on the screen: who, which document, what was done when with what
// result, who says so and how long it holds. The paper has every field.
constexpr std::array<std::string_view, 15> kSummary = {
    "holder.birth_date",  "holder.nationality",     "document.kind",         "document.number",
    "record.disease",     "vaccination.product",    "vaccination.dose",      "vaccination.date",
    "test.result",        "test.sampled_at",        "recovery.valid_from",   "recovery.valid_until",
    "certificate.issuer", "certificate.not_before", "certificate.expires_at"};

struct Row {
  std::string label;
  std::string value;
};

std::string ValueOf(const Field& field, const text::Catalogue& words) {
  std::string value = WordsFor(field.value, words);
  if (field.is_signed) return value;
  return words.Say({Translatable("{1} (not signed)"), {value}});
}

// A document and a record take one row each: "Vaccination: COVID-19 · CoronaVac · 3 of 3 · 2 May".
Row InOneRow(const Section& section, const text::Catalogue& words) {
  constexpr const char* kIsolate = "\u2068";  // each value keeps its own reading direction
  constexpr const char* kEndOfIsolate = "\u2069";
  constexpr const char* kRightToLeft = "\u200F";
  Row row{words.Say(section.title), ""};
  if (words.direction() == text::Direction::kRightToLeft) row.value = kRightToLeft;
  for (const Field& field : section.fields) {
    if (&field != &section.fields.front()) row.value += " · ";
    row.value += kIsolate + ValueOf(field, words) + kEndOfIsolate;
  }
  return row;
}

bool IsListed(const Section& section) {
  const std::string& id = section.fields.front().id;
  return id.starts_with("holder.") || id.starts_with("certificate.");
}

std::vector<Row> Summarise(std::vector<Section> sections, const text::Catalogue& words) {
  std::vector<Row> rows;
  for (Section& section : sections) {
    std::erase_if(section.fields, [](const Field& field) {
      return std::ranges::find(kSummary, std::string_view(field.id)) == kSummary.end();
    });
    if (section.fields.empty()) continue;
    if (!IsListed(section)) {
      rows.push_back(InOneRow(section, words));
      continue;
    }
    for (const Field& field : section.fields) {
      rows.push_back({words.Say(field.label), ValueOf(field, words)});
    }
  }
  return rows;
}

// The rows, in the largest type that lets all of them fit.
class Table {
 public:
  Table(Sheet& sheet, const std::vector<Row>& rows) : sheet_(sheet), rows_(rows) {}

  void Draw(Rect box) {
    while (scale_ > kSmallest && Height(box.width) > box.height) scale_ *= 0.96F;
    for (const Row& row : rows_) {
      const float height = Height(row, box.width);
      if (height > box.height) break;  // at the smallest type: left out rather than cut through
      Rect line = ui::CutTop(box, height, kRowGap * scale_);
      const Rect label = ui::CutStart(line, line.width * kLabelShare, kBetween);
      sheet_.canvas().Text(label, Label(), row.label);
      sheet_.canvas().Text(line, Value(), row.value);
    }
  }

 private:
  static constexpr float kBetween = 3.0F;

  float Height(const Row& row, float width) {
    ui::Canvas& canvas = sheet_.canvas();
    return std::max(
        canvas.Measure(width * kLabelShare, Label(), row.label).height,
        canvas.Measure(width * (1 - kLabelShare) - kBetween, Value(), row.value).height);
  }
  float Height(float width) {
    float all = 0;
    for (const Row& row : rows_) all += Height(row, width) + kRowGap * scale_;
    return all - kRowGap * scale_;
  }
  [[nodiscard]] ui::TextStyle Label() const {
    return sheet_.ui.Style(sheet_.theme().body * 0.86F * scale_, sheet_.theme().soft_ink);
  }
  [[nodiscard]] ui::TextStyle Value() const {
    return sheet_.ui.Style(sheet_.theme().body * 0.86F * scale_, sheet_.theme().card.ink);
  }

  Sheet& sheet_;
  const std::vector<Row>& rows_;
  float scale_ = 1;
};

void DrawNothingProven(Sheet& sheet, const Rect& room) {
  const ui::Theme& theme = sheet.theme();
  Rect column = ui::Centred(room, {std::min(room.width, 190.0F), 74});
  ui::DrawIcon(sheet.canvas(), ui::Icon::kPaper, ui::CutTop(column, 34, 8), theme.soft_ink);
  sheet.ui.SayFitting(
      column, sheet.ui.Style(theme.body, theme.soft_ink, text::Alignment::kCentre),
      {Translatable(
           "What this code says is not shown, because its signature could not be confirmed."),
       {}});
}

}  // namespace

std::string NameOf(const certificate::Name& name, const text::Catalogue& words) {
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
  const certificate::Disclosure& disclosure = sheet.state().settings.disclosure;
  certificate::Presentation presentation = certificate::Present(*certificate, disclosure);
  sheet.ui.SayFitting(ui::CutTop(room, theme.small * 2, 1),
                      sheet.ui.Style(theme.small, theme.soft_ink), {presentation.title, {}});
  const std::string name =
      NameOf(ShownName(certificate->holder.name, disclosure), sheet.ui.words());
  if (!name.empty()) {
    sheet.canvas().TextFitting(ui::CutTop(room, theme.lead * 1.7F, 4),
                               sheet.ui.Bold(theme.lead * 1.15F, theme.card.ink), name);
  }
  const std::vector<Row> rows = Summarise(std::move(presentation.sections), sheet.ui.words());
  Table(sheet, rows).Draw(room);
}

}  // namespace clearway::screens
