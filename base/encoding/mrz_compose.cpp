#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/encoding/mrz.h"

namespace clearway::encoding::mrz {
namespace {

// Puts texts into the lines of one zone and remembers whether everything fitted.
class Writer {
 public:
  explicit Writer(Format format)
      : format_(format),
        layout_(LayoutOf(format)),
        lines_(layout_.lines, std::string(layout_.columns, '<')) {}

  void Put(const Field& field, std::string_view text) {
    if (text.size() > field.length) {
      fits_ = false;
      return;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      fits_ &= AlphabetAt(format_, field.line, field.begin + i).contains(text[i]);
    }
    lines_[field.line].replace(field.begin, text.size(), text);
  }
  // The check digit of what stands in the fields, behind each other.
  void PutCheck(std::span<const Field> fields, const Field& digit) {
    std::string text;
    for (const Field& field : fields) text += TextIn(field);
    Put(digit, std::string(1, CheckDigit(text)));
  }
  void PutChecked(const Field& field, const Field& digit, std::string_view text) {
    Put(field, text);
    PutCheck(std::span(&field, 1), digit);
  }

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] bool fits() const { return fits_; }
  std::vector<std::string> Take() && { return std::move(lines_); }

 private:
  [[nodiscard]] std::string TextIn(const Field& field) const {
    return lines_[field.line].substr(field.begin, field.length);
  }

  Format format_;
  const Layout& layout_;
  std::vector<std::string> lines_;
  bool fits_ = true;
};

std::string TwoDigits(std::optional<unsigned> number) {
  return number ? fmt::format("{:02}", *number % 100) : "<<";
}

std::string DateText(const Date& date) {
  const auto year = date.year ? std::optional(static_cast<unsigned>(*date.year)) : std::nullopt;
  return TwoDigits(year) + TwoDigits(date.month) + TwoDigits(date.day);
}

const char* SexText(Sex sex) {
  if (sex == Sex::kFemale) return "F";
  return sex == Sex::kMale ? "M" : "<";
}

void PutNumber(const Zone& zone, Writer& writer) {
  const Layout& layout = writer.layout();
  if (!layout.has_long_numbers || zone.number.size() <= layout.number.length) {
    writer.PutChecked(layout.number, layout.number_check, zone.number);
    return writer.Put(layout.optional_data, zone.optional_data);
  }
  writer.Put(layout.number, zone.number.substr(0, layout.number.length));
  std::string rest = zone.number.substr(layout.number.length) + CheckDigit(zone.number);
  if (!zone.optional_data.empty()) rest += '<' + zone.optional_data;
  writer.Put(layout.optional_data, rest);
}

void PutChecks(const Zone& zone, Writer& writer) {
  const Layout& layout = writer.layout();
  if (layout.optional_data_check.length != 0 && !zone.optional_data.empty()) {
    writer.PutCheck(std::span(&layout.optional_data, 1), layout.optional_data_check);
  }
  if (!layout.composite.empty()) writer.PutCheck(layout.composite, layout.composite_check);
}

std::string WithFillers(std::string_view name) {
  std::string text;
  for (const char character : name) {
    if (character != ' ') {
      text += character;
    } else if (!text.empty() && text.back() != '<') {
      text += '<';
    }
  }
  return text;
}

// Cuts to a width so that the last column has a letter: where it would be a filler, the last part
// of more than one letter gives one up for the next part's initial.
std::string CutToLetter(const std::string& text, std::size_t width) {
  std::string cut = text.substr(0, width);
  if (text.size() <= width || !cut.ends_with('<')) return cut;
  for (std::size_t end = cut.size() - 1; end >= 2; --end) {
    if (cut[end] != '<' || cut[end - 1] == '<' || cut[end - 2] == '<') continue;
    return cut.erase(end - 1, 1) + text[width];
  }
  return cut;
}

}  // namespace

std::string ComposeName(std::string_view primary, std::string_view secondary, std::size_t width) {
  constexpr std::size_t kInitial = 3;  // <<X
  std::string first = WithFillers(primary);
  if (!secondary.empty()) {
    if (first.size() + kInitial > width) first = CutToLetter(first, width - kInitial);
    first += "<<" + WithFillers(secondary);
  }
  std::string field = CutToLetter(first, width);
  field.resize(width, '<');
  return field;
}

Result<std::vector<std::string>> Compose(const Zone& zone) {
  Writer writer(zone.format);
  const Layout& layout = writer.layout();
  writer.Put(layout.code, zone.code);
  writer.Put(layout.issuer, zone.issuer);
  writer.Put(layout.names,
             ComposeName(zone.primary_name, zone.secondary_name, layout.names.length));
  PutNumber(zone, writer);
  writer.Put(layout.nationality, zone.nationality);
  writer.PutChecked(layout.birth_date, layout.birth_date_check, DateText(zone.birth_date));
  writer.Put(layout.sex, SexText(zone.sex));
  writer.PutChecked(layout.expiry, layout.expiry_check, DateText(zone.expiry));
  writer.Put(layout.more_optional_data, zone.more_optional_data);
  PutChecks(zone, writer);
  if (!writer.fits()) return Fail(Fault::kInvalid, "a value does not fit its field of the zone");
  return std::move(writer).Take();
}

}  // namespace clearway::encoding::mrz
