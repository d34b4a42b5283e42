#include "base/encoding/mrz.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>

namespace clearway::encoding::mrz {
namespace {

namespace chr = std::chrono;

constexpr std::size_t kLongestText = 96;  // 3 lines of 30 with CR LF

std::unexpected<Error> Refuse(const char* what) {
  return Fail(Fault::kInvalid, std::string("the machine-readable zone ") + what);
}

// --- Lines --------------------------------------------------------------------------------------

using Lines = std::vector<std::string_view>;

Lines SplitAtLineEnds(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (end > 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Lines that came in one piece: the length says how many they are.
Lines SplitInColumns(std::string_view text) {
  Lines lines;
  if (text.size() != 72 && text.size() != 88 && text.size() != 90) return lines;
  const std::size_t columns = text.size() == 90 ? 30 : text.size() / 2;
  for (std::size_t at = 0; at < text.size(); at += columns) {
    lines.push_back(text.substr(at, columns));
  }
  return lines;
}

std::optional<Format> FormatOf(const Lines& lines) {
  const bool is_visa = lines.front().starts_with('V');
  const auto have = [&lines](std::size_t count, std::size_t columns) {
    return lines.size() == count && std::ranges::all_of(lines, [columns](std::string_view line) {
             return line.size() == columns;
           });
  };
  if (have(3, 30)) return Format::kTd1;
  if (have(2, 36)) return is_visa ? Format::kVisaB : Format::kTd2;
  if (have(2, 44)) return is_visa ? Format::kVisaA : Format::kTd3;
  return std::nullopt;
}

bool KeepsToItsAlphabets(const Lines& lines, Format format) {
  for (std::size_t line = 0; line < lines.size(); ++line) {
    for (std::size_t column = 0; column < lines[line].size(); ++column) {
      if (!AlphabetAt(format, line, column).contains(lines[line][column])) return false;
    }
  }
  return true;
}

// --- Fields -------------------------------------------------------------------------------------

std::string_view TextIn(const Lines& lines, const Field& field) {
  return field.length == 0 ? std::string_view{}
                           : lines[field.line].substr(field.begin, field.length);
}

std::string_view WithoutFillers(std::string_view text) {
  const std::size_t last = text.find_last_not_of('<');
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

// The parts of a name with one space between them.
std::string Words(std::string_view text) {
  std::string words;
  for (const char character : text) {
    if (character != '<') {
      words += character;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

void ReadNames(std::string_view field, Zone& zone) {
  const std::size_t boundary = field.find("<<");
  zone.primary_name = Words(field.substr(0, boundary));
  if (boundary != std::string_view::npos) zone.secondary_name = Words(field.substr(boundary));
  zone.name_may_be_cut = field.back() != '<';
}

Check CheckOf(std::string_view text, char digit) {
  return CheckDigit(text) == digit ? Check::kHolds : Check::kFails;
}

// A number of more than nine characters goes on in the optional data, up to its check digit and a
// filler; a filler stands where a short number's check digit is (part 5 section 4.2.2 note j).
bool ReadLongNumber(std::string_view begin, std::string_view optional_data, Zone& zone) {
  const std::string_view rest = optional_data.substr(0, optional_data.find('<'));
  if (begin.ends_with('<') || rest.size() < 2) return false;
  zone.number = std::string(begin) + std::string(rest.substr(0, rest.size() - 1));
  zone.checks.number = CheckOf(zone.number, rest.back());
  optional_data.remove_prefix(std::min(rest.size() + 1, optional_data.size()));
  zone.optional_data = WithoutFillers(optional_data);
  return true;
}

void ReadNumber(const Lines& lines, const Layout& layout, Zone& zone) {
  const std::string_view number = TextIn(lines, layout.number);
  const char digit = TextIn(lines, layout.number_check).front();
  const std::string_view optional_data = TextIn(lines, layout.optional_data);
  if (digit == '<' && ReadLongNumber(number, optional_data, zone)) return;
  zone.number = WithoutFillers(number);
  zone.checks.number = CheckOf(number, digit);
  zone.optional_data = WithoutFillers(optional_data);
}

void ReadChecks(const Lines& lines, const Layout& layout, Checks& checks) {
  const auto check = [&lines](const Field& field, const Field& digit) {
    return CheckOf(TextIn(lines, field), TextIn(lines, digit).front());
  };
  checks.birth_date = check(layout.birth_date, layout.birth_date_check);
  checks.expiry = check(layout.expiry, layout.expiry_check);
  if (layout.optional_data_check.length != 0) {
    const std::string_view text = TextIn(lines, layout.optional_data);
    const char digit = TextIn(lines, layout.optional_data_check).front();
    const bool is_left_out = digit == '<' && WithoutFillers(text).empty();
    checks.optional_data = is_left_out ? Check::kHolds : CheckOf(text, digit);
  }
  if (layout.composite.empty()) return;
  std::string all;
  for (const Field& field : layout.composite) all += TextIn(lines, field);
  checks.composite = CheckOf(all, TextIn(lines, layout.composite_check).front());
}

// --- Dates --------------------------------------------------------------------------------------

struct TwoDigits {
  bool readable = true;            // two digits, or two fillers
  std::optional<unsigned> number;  // absent: fillers
};

TwoDigits ReadTwoDigits(std::string_view text) {
  if (text == "<<") return {};
  if (text.contains('<')) return {.readable = false};
  return {.number = static_cast<unsigned>((text[0] - '0') * 10 + (text[1] - '0'))};
}

bool TakesPlace(const Date& date) {
  if (date.month && *date.month > 12) return false;
  if (!date.day) return true;
  // A day without its month or year is as good as in the longest of them.
  const chr::year_month_day day{chr::year(date.year.value_or(2000)),
                                chr::month(date.month.value_or(1)), chr::day(*date.day)};
  return day.ok();
}

bool IsAfter(const Date& date, const chr::year_month_day& today) {
  const int year = static_cast<int>(today.year());
  const auto month = static_cast<unsigned>(today.month());
  if (date.year != year) return date.year > year;
  if (date.month != month) return date.month > month;
  return date.day > static_cast<unsigned>(today.day());
}

// The latest year with these two digits whose date is not after the last possible day.
std::optional<int> YearOf(unsigned two_digits, Date date, const chr::year_month_day& last) {
  const int century = static_cast<int>(last.year()) / 100 * 100;
  for (int year = century + static_cast<int>(two_digits); year >= century - 100; year -= 100) {
    date.year = year;
    if (TakesPlace(date) && !IsAfter(date, last)) return year;
  }
  return std::nullopt;
}

// Nullopt for a date that no calendar has.
std::optional<Date> ReadDate(std::string_view text, const chr::year_month_day& last) {
  const TwoDigits year = ReadTwoDigits(text.substr(0, 2));
  const TwoDigits month = ReadTwoDigits(text.substr(2, 2));
  const TwoDigits day = ReadTwoDigits(text.substr(4, 2));
  if (!year.readable || !month.readable || !day.readable) return std::nullopt;
  Date date;
  if (month.number != 0U) date.month = month.number;
  if (day.number != 0U) date.day = day.number;
  if (!year.number) return TakesPlace(date) ? std::optional(date) : std::nullopt;
  date.year = YearOf(*year.number, date, last);
  return date.year ? std::optional(date) : std::nullopt;
}

Sex SexOf(char letter) {
  if (letter == 'F') return Sex::kFemale;
  return letter == 'M' ? Sex::kMale : Sex::kUnspecified;
}

Status ReadDates(const Lines& lines, const Layout& layout, Timestamp now, Zone& zone) {
  const chr::year_month_day today{chr::floor<chr::days>(now)};
  const chr::year_month_day last_expiry{today.year() + chr::years(50), chr::December, chr::day(31)};
  const auto birth_date = ReadDate(TextIn(lines, layout.birth_date), today);
  if (!birth_date) return Refuse("has a date of birth that no calendar has");
  const auto expiry = ReadDate(TextIn(lines, layout.expiry), last_expiry);
  if (!expiry) return Refuse("has a date of expiry that no calendar has");
  zone.birth_date = *birth_date;
  zone.expiry = *expiry;
  return {};
}

}  // namespace

bool Checks::none_fails() const {
  const std::array all{number, birth_date, expiry, optional_data, composite};
  return std::ranges::find(all, Check::kFails) == all.end();
}

char CheckDigit(std::string_view text) {
  constexpr std::array kWeights{7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char character = text[i];
    int value = 0;
    if (character >= '0' && character <= '9') value = character - '0';
    if (character >= 'A' && character <= 'Z') value = character - 'A' + 10;
    sum = (sum + value * kWeights[i % 3]) % 10;
  }
  return static_cast<char>('0' + sum);
}

Result<Zone> Parse(std::string_view text, Timestamp now) {
  if (text.size() > kLongestText) return Refuse("is too long");
  Lines lines = SplitAtLineEnds(text);
  if (lines.size() == 1) lines = SplitInColumns(lines.front());
  const auto format = lines.empty() ? std::nullopt : FormatOf(lines);
  if (!format) return Refuse("has lines of no known length");
  if (!KeepsToItsAlphabets(lines, *format)) return Refuse("has a character out of its place");
  const Layout& layout = LayoutOf(*format);
  Zone zone;
  zone.format = *format;
  zone.code = WithoutFillers(TextIn(lines, layout.code));
  zone.issuer = WithoutFillers(TextIn(lines, layout.issuer));
  ReadNames(TextIn(lines, layout.names), zone);
  if (zone.primary_name.empty() && zone.secondary_name.empty()) return Refuse("names nobody");
  ReadNumber(lines, layout, zone);
  zone.nationality = WithoutFillers(TextIn(lines, layout.nationality));
  zone.sex = SexOf(TextIn(lines, layout.sex).front());
  zone.more_optional_data = WithoutFillers(TextIn(lines, layout.more_optional_data));
  if (Status dates = ReadDates(lines, layout, now, zone); !dates) {
    return std::unexpected(dates.error());
  }
  ReadChecks(lines, layout, zone.checks);
  return zone;
}

}  // namespace clearway::encoding::mrz
