#include "printer/field_grid.h"

#include <algorithm>
#include <utility>

#include "printer/wording.h"

namespace clearway::printer {

namespace {

constexpr Tone kFieldTitle{.size = 11.5, .weight = text::Weight::kBold};
constexpr Tone kFieldTitleInOthers{.size = 9, .grey = 0.35};
constexpr Tone kLabel{.size = 7.5, .grey = 0.35};
constexpr Tone kValue{.size = 10};
constexpr Tone kValueInOthers{.size = 8, .grey = 0.3};
constexpr double kBetweenLanguages = 6;

constexpr double kBesideTitle = 8;
constexpr double kColumnGap = 12;
constexpr double kRowGap = 5;

// One labelled value, set as wide as its columns.
struct Cell {
  std::vector<TextPiece> lines;  // label, value, value in the other languages
  double height = 0;

  void Add(TextPiece piece) {
    piece.y += height;
    height += piece.height;
    lines.push_back(std::move(piece));
  }
};

class Grid {
 public:
  Grid(const Lettering& lettering, double width, int columns, std::string zone)
      : lettering_(lettering), columns_(columns), zone_(std::move(zone)) {
    column_width_ = (width - kColumnGap * (columns - 1)) / columns;
  }

  void Add(const certificate::Field& field) {
    const auto say = [&](const text::Catalogue& language) {
      return InWords(field.value, language, zone_);
    };
    const std::string first = lettering_.InFirst(say);
    const std::string others = lettering_.InOthers(say);
    const int span = SpanFor(first, others);
    if (used_ + span > columns_) EndRow();
    Place(Compose(LabelOf(field), first, others, WidthOf(span)), span);
  }

  [[nodiscard]] std::vector<Row> Take() && {
    EndRow();
    return std::move(rows_);
  }

 private:
  [[nodiscard]] double WidthOf(int span) const {
    return column_width_ * span + kColumnGap * (span - 1);
  }

  // As few columns as let each language's value stand on one line.
  [[nodiscard]] int SpanFor(const std::string& first, const std::string& others) const {
    const double wanted = std::max(lettering_.SetFirst(first, kValue, 0).width,
                                   lettering_.SetOthers(others, kValueInOthers, 0).width);
    int span = 1;
    while (span < columns_ && wanted > WidthOf(span)) ++span;
    return span;
  }

  [[nodiscard]] std::string LabelOf(const certificate::Field& field) const {
    const auto say = [&](const text::Catalogue& language) { return language.Say(field.label); };
    const std::string others = lettering_.InOthers(say);
    return lettering_.InFirst(say) + (others.empty() ? "" : " · " + others) +
           (field.is_signed ? "" : kUnsignedMark);
  }

  // The other languages stand after the first on its line, or under it if there is no room.
  [[nodiscard]] Cell Compose(const std::string& label, const std::string& first,
                             const std::string& others, double width) const {
    Cell cell;
    cell.Add(lettering_.SetFirstToFit(label, kLabel, width));
    if (others.empty()) {
      cell.Add(lettering_.SetFirst(first, kValue, width));
      return cell;
    }
    TextPiece value = lettering_.SetFirst(first, kValue, 0);
    TextPiece beside = lettering_.SetOthers(others, kValueInOthers, 0);
    if (value.width + kBetweenLanguages + beside.width > width) {
      cell.Add(lettering_.SetFirst(first, kValue, width));
      cell.Add(lettering_.SetOthers(others, kValueInOthers, width));
      return cell;
    }
    beside.x = value.width + kBetweenLanguages;
    beside.y += lettering_.Drop(kValue, kValueInOthers) + cell.height;
    cell.Add(std::move(value));
    cell.lines.push_back(std::move(beside));
    return cell;
  }

  void Place(Cell cell, int span) {
    const double x = (column_width_ + kColumnGap) * used_;
    for (TextPiece& line : cell.lines) {
      line.x += x;
      row_.texts.push_back(std::move(line));
    }
    row_.height = std::max(row_.height, cell.height);
    used_ += span;
  }

  void EndRow() {
    if (row_.texts.empty()) return;
    row_.height += kRowGap;
    rows_.push_back(std::exchange(row_, {}));
    used_ = 0;
  }

  const Lettering& lettering_;
  const int columns_;
  const std::string zone_;
  double column_width_ = 0;
  std::vector<Row> rows_;
  Row row_;
  int used_ = 0;  // columns of row_
};

// The title in the first language, the others after it on the same base line, or under it where
// there is no room, and a rule.
Row ComposeTitle(const std::string& title, const Lettering& lettering, double width) {
  const auto say = [&](const text::Catalogue& language) { return language.Say(title); };
  TextPiece first = lettering.SetFirst(lettering.InFirst(say), kFieldTitle, 0);
  TextPiece others = lettering.SetOthers(lettering.InOthers(say), kFieldTitleInOthers, 0);
  Row row;
  row.height = first.height;
  if (first.width + kBesideTitle + others.width <= width) {
    others.x = first.width + kBesideTitle;
    others.y += lettering.Drop(kFieldTitle, kFieldTitleInOthers);
  } else {
    others = lettering.SetOthers(lettering.InOthers(say), kFieldTitleInOthers, width);
    others.y += row.height;
    row.height += others.height;
  }
  row.height += 1;
  row.rules.push_back({.x = 0, .y = row.height, .width = width, .thickness = 0.6, .grey = 0.6});
  row.height += 5;
  row.texts.push_back(std::move(first));
  row.texts.push_back(std::move(others));
  return row;
}

}  // namespace

double Block::height() const {
  double height = 0;
  for (const Row& row : rows) height += row.height;
  return height;
}

Block ComposeSection(const certificate::Section& section, const Lettering& lettering, double width,
                     int columns, const std::string& zone) {
  Block block;
  Grid grid(lettering, width, columns, zone);
  for (const certificate::Field& field : section.fields) {
    grid.Add(field);
    block.has_unsigned = block.has_unsigned || !field.is_signed;
  }
  block.rows = std::move(grid).Take();
  block.rows.insert(block.rows.begin(), ComposeTitle(section.title, lettering, width));
  return block;
}

}  // namespace clearway::printer
